using System.Buffers.Binary;

namespace ArtFactory.Imaging.Clips;

/// <summary>The loudness of a sound over time, in steps of ten milliseconds, and how bright it sounds.</summary>
internal sealed class Waveform
{
    public const int SampleRate = 8000;
    private const int StepSamples = SampleRate / 100;

    private readonly List<float> steps = [];
    private long crossings;
    private long samples;
    private double square;
    private int inStep;
    private bool wasPositive;

    public double Seconds => (double)samples / SampleRate;

    /// <summary>Zero crossings a sample: near 0 for a deep hum, towards 0.5 for hiss.</summary>
    public double Brightness => samples == 0 ? 0 : (double)crossings / samples;

    /// <summary>Reads 16-bit little-endian mono samples to the end of the stream.</summary>
    public static async Task<Waveform> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var waveform = new Waveform();
        var buffer = new byte[64 * 1024];
        var held = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(held), cancellationToken)) > 0)
        {
            var length = held + read;
            var whole = length & ~1;
            waveform.Add(buffer.AsSpan(0, whole));
            held = length - whole;
            if (held > 0) buffer[0] = buffer[whole];
        }

        return waveform;
    }

    /// <summary>So many heights from 0 to 1, the loudest being 1.</summary>
    public float[] Bars(int count)
    {
        var bars = new float[count];
        for (var i = 0; i < count; i++)
        {
            var from = (int)((long)i * steps.Count / count);
            var to = Math.Max(from + 1, (int)((long)(i + 1) * steps.Count / count));
            double sum = 0;
            var peak = 0f;
            for (var j = from; j < to && j < steps.Count; j++)
            {
                sum += steps[j];
                peak = Math.Max(peak, steps[j]);
            }

            // Between mean and peak: the mean alone flattens drums, the peak alone flattens everything.
            bars[i] = (float)((0.6 * sum / (to - from)) + (0.4 * peak));
        }

        var loudest = bars.Max();
        if (loudest <= 0.0005f) return bars;
        for (var i = 0; i < count; i++) bars[i] = MathF.Pow(bars[i] / loudest, 0.8f);
        return bars;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += 2)
        {
            var sample = BinaryPrimitives.ReadInt16LittleEndian(bytes[at..]) / 32768.0;
            samples++;
            square += sample * sample;
            if (sample > 0 != wasPositive)
            {
                crossings++;
                wasPositive = !wasPositive;
            }

            if (++inStep < StepSamples) continue;
            steps.Add((float)Math.Sqrt(square / StepSamples));
            square = 0;
            inStep = 0;
        }
    }
}
