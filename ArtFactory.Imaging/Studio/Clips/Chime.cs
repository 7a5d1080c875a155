using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Clips;

/// <summary>A short piece: a slow ground of chords, a bell melody that repeats and varies its motif, and a hall around them.</summary>
internal static class Chime
{
    const int Rate = 44100;

    static readonly (string Name, int[] Steps)[] Modes =
    [
        ("pentatonic", [0, 2, 4, 7, 9]),
        ("major", [0, 2, 4, 5, 7, 9, 11]),
        ("minor", [0, 2, 3, 5, 7, 8, 10]),
        ("dorian", [0, 2, 3, 5, 7, 9, 10]),
        ("lydian", [0, 2, 4, 6, 7, 9, 11]),
        ("hirajoshi", [0, 2, 3, 7, 8]),
        ("whole-tone", [0, 2, 4, 6, 8, 10]),
    ];

    public static StudioResult Draw(StudioParameters parameters, string outputPath, CancellationToken ct)
    {
        var brief = Brief.Read(parameters);
        var mood = brief.Mood;
        var seconds = parameters.Number("duration", 12, 2, 60);
        var tempo = parameters.Number("tempo", 72, 30, 180) * (1 + 0.25f * mood.Energy);
        var brightness = Math.Clamp(parameters.Number("brightness", 0.5f, 0, 1) + 0.25f * mood.Brightness, 0, 1);
        var hall = parameters.Number("reverb", 0.45f, 0, 1);
        var density = Math.Clamp(parameters.Number("density", 0.5f, 0.1f, 1) + 0.25f * mood.Density + 0.2f * mood.Energy, 0.05f, 1);
        var mode = parameters.Choice("mode", ["auto", .. Modes.Select(m => m.Name)]);
        var format = parameters.Choice("format", "mp3", "wav");
        var random = brief.Random(81);
        if (mode == "auto")
            mode = mood.Brightness < -0.3f || mood.Energy > 0.4f ? "minor"
                : brief.Palette.Name is "night" or "abyss" or "winter" or "dusk" ? "dorian"
                : brief.Medium is Medium.Ink ? "hirajoshi"
                : brief.Palette.Name is "dawn" or "spring" ? "lydian" : "pentatonic";
        var steps = Modes.First(m => m.Name == mode).Steps;

        var count = (int)(seconds * Rate);
        float[] left = new float[count], right = new float[count];
        new Piece(left, right, random, steps, tempo, brightness, density).Write(seconds, ct);
        Hall.Add(left, right, hall, Rate, ct);
        var samples = Master(left, right);
        if (format == "wav")
        {
            using var file = File.Create(outputPath);
            Wav(file, samples);
            return new(outputPath, "audio/wav", null, null, seconds, brief.Seed);
        }
        Encoder.Run(["-f", "s16le", "-ar", "44100", "-ac", "2"], ["-c:a", "libmp3lame", "-b:a", "192k", "-id3v2_version", "0", "-f", "mp3"], outputPath, stream => stream.Write(samples), ct);
        return new(outputPath, "audio/mpeg", null, null, seconds, brief.Seed);
    }

    /// <summary>Fades the ends, brings the peak to a safe level, and rounds softly to 16 bits.</summary>
    static byte[] Master(float[] left, float[] right)
    {
        var peak = 1e-4f;
        for (var i = 0; i < left.Length; i++) peak = Math.Max(peak, Math.Max(MathF.Abs(left[i]), MathF.Abs(right[i])));
        var gain = 0.89f / peak;
        int fadeIn = Rate / 100, fadeOut = Math.Min(left.Length / 3, Rate * 5 / 2);
        var bytes = new byte[left.Length * 4];
        for (var i = 0; i < left.Length; i++)
        {
            var fade = gain * Math.Min(1, i / (float)fadeIn) * Ease.Step(0, 1, (left.Length - i) / (float)fadeOut);
            Write(bytes, i * 4, left[i] * fade);
            Write(bytes, i * 4 + 2, right[i] * fade);
        }
        return bytes;
    }

    static void Write(byte[] bytes, int at, float value) =>
        System.Buffers.Binary.BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), (short)Math.Clamp(MathF.Round(value * 32767), -32768, 32767));

    static void Wav(Stream stream, byte[] samples)
    {
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + samples.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)2);
        writer.Write(Rate);
        writer.Write(Rate * 4);
        writer.Write((short)4);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples.Length);
        writer.Write(samples);
    }
}
