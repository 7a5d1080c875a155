namespace ArtFactory.Imaging.Clips;

/// <summary>Colours of a waveform picture, from 0 to 1 a channel.</summary>
/// <param name="Top">Background above.</param>
/// <param name="Bottom">Background below.</param>
/// <param name="Start">Bars at the left.</param>
/// <param name="End">Bars at the right.</param>
internal sealed record WaveformPalette(float[] Top, float[] Bottom, float[] Start, float[] End)
{
    // From deep and warm to bright and cool.
    private static readonly WaveformPalette[] All =
    [
        Make(0x1b1026, 0x3a1436, 0xff9a5a, 0xff4d8d),
        Make(0x1a0f2e, 0x35195a, 0xffb36b, 0xc86bff),
        Make(0x101427, 0x232a5c, 0xff7eb6, 0x7c8cff),
        Make(0x0b1a2b, 0x12354f, 0x6fe3ff, 0x7f7bff),
        Make(0x07201f, 0x0f4144, 0xa8f0c6, 0x38b6ff),
        Make(0x0e1f1c, 0x1d4a3f, 0xf6f08c, 0x4fd6a0),
    ];

    /// <summary>The palette that fits the sound: the same sound always gets the same.</summary>
    public static WaveformPalette Of(Waveform waveform)
    {
        // Voices and instruments lie between a crossing in fifty samples and two in five; equal steps of pitch, not of frequency.
        var place = Math.Log(Math.Max(waveform.Brightness, 0.02) / 0.02) / Math.Log(0.4 / 0.02);
        return All[Math.Clamp((int)(place * All.Length), 0, All.Length - 1)];
    }

    private static WaveformPalette Make(int top, int bottom, int start, int end) => new(Channels(top), Channels(bottom), Channels(start), Channels(end));

    private static float[] Channels(int rgb) => [((rgb >> 16) & 255) / 255f, ((rgb >> 8) & 255) / 255f, (rgb & 255) / 255f];
}
