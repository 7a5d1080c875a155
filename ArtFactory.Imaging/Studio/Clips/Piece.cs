using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Clips;

/// <summary>Writes the notes: chords that change every few beats under a melody grown from one motif.</summary>
internal sealed class Piece(float[] left, float[] right, Pcg random, int[] steps, float tempo, float brightness, float density)
{
    const int Rate = 44100;

    // A struck bar: partials that are not whole multiples, the high ones short.
    static readonly (float Ratio, float Level, float Life)[] Bell = [(1, 1, 1), (2.756f, 0.42f, 0.45f), (5.404f, 0.20f, 0.22f), (8.933f, 0.09f, 0.12f), (2.0f, 0.18f, 0.7f)];

    public void Write(float seconds, CancellationToken ct)
    {
        var beat = 60 / tempo;
        var root = 45 + random.Index(8);
        int[] roots = [0, random.Index(2) == 0 ? 3 : 4, random.Index(2) == 0 ? 5 : 2, 4];
        for (var bar = 0; bar * 4 * beat < seconds; bar++)
        {
            ct.ThrowIfCancellationRequested();
            var degree = bar % 4 == 0 ? 0 : roots[bar % roots.Length];
            var start = bar * 4 * beat;
            foreach (var (third, level) in new[] { (0, 0.16f), (2, 0.10f), (4, 0.10f) })
                Pad(start, 4 * beat * 1.25f, Pitch(root + 12, degree + third), level, random.Range(-0.5f, 0.5f));
            Pad(start, 4 * beat * 1.15f, Pitch(root, degree), 0.20f, 0);
        }
        Melody(seconds, beat, root, ct);
    }

    void Melody(float seconds, float beat, int root, CancellationToken ct)
    {
        // The motif: eight half beats, some silent, moving by small steps.
        var motif = new int?[8];
        var at = random.Index(steps.Length);
        for (var i = 0; i < motif.Length; i++)
        {
            at += random.Index(5) - 2;
            motif[i] = i == 0 || random.Chance(0.28f + 0.62f * density) ? at : null;
        }
        var half = beat / 2;
        for (var n = 0; n * half < seconds - 0.6f; n++)
        {
            if ((n & 7) == 0) ct.ThrowIfCancellationRequested();
            var phrase = n / 8;
            if (motif[n % 8] is not { } degree || (phrase % 4 == 3 && n % 8 > 4)) continue;
            if (phrase % 4 == 1) degree += 2;
            if (phrase % 4 == 2) degree -= 1;
            if (random.Chance(0.12f)) degree += random.Index(3) - 1;
            // A player is never quite on the beat, and leans on the first.
            var time = Math.Max(0, n * half + random.Normal() * 0.008f);
            var level = (n % 8 == 0 ? 0.30f : 0.20f) * random.Range(0.75f, 1.1f);
            var pan = Math.Clamp(degree * 0.09f - 0.2f + random.Range(-0.1f, 0.1f), -0.8f, 0.8f);
            Strike(time, Pitch(root + 24, degree), level, pan);
            if (random.Chance(0.10f * density)) Strike(time + half / 2, Pitch(root + 36, degree + 2), level * 0.4f, -pan);
        }
    }

    float Pitch(int root, int degree)
    {
        var octave = (int)MathF.Floor(degree / (float)steps.Length);
        var note = root + octave * 12 + steps[degree - octave * steps.Length];
        return 440 * MathF.Pow(2, (note - 69) / 12f);
    }

    void Strike(float start, float hertz, float level, float pan)
    {
        var (l, r) = Pan(pan);
        var life = 2.2f * MathF.Pow(440 / hertz, 0.35f);
        var first = (int)(start * Rate);
        foreach (var (ratio, share, shorter) in Bell)
        {
            var frequency = hertz * ratio;
            if (frequency > 15000) continue;
            var tone = level * share * (ratio > 1.5f ? 0.25f + 1.1f * brightness : 1);
            var decay = MathF.Exp(-1 / (life * shorter * Rate * 0.45f));
            // A rotating pair instead of a sine a sample: quick, and steady over these lengths.
            double angle = Math.Tau * frequency / Rate, re = 0, im = 1, c = Math.Cos(angle), s = Math.Sin(angle);
            float envelope = tone;
            var attack = Rate / 400;
            for (var i = 0; first + i < left.Length && envelope > 1e-4f; i++)
            {
                var value = (float)re * envelope * Math.Min(1, i / (float)attack);
                left[first + i] += value * l;
                right[first + i] += value * r;
                (re, im) = (re * c + im * s, im * c - re * s);
                envelope *= decay;
            }
        }
    }

    void Pad(float start, float length, float hertz, float level, float pan)
    {
        var (l, r) = Pan(pan);
        int first = (int)(start * Rate), count = (int)(length * Rate);
        for (var voice = 0; voice < 3; voice++)
        {
            // Three voices a hair apart beat slowly, which is what makes a pad breathe.
            var frequency = hertz * (1 + (voice - 1) * 0.0022f);
            for (var partial = 1; partial <= 5; partial++)
            {
                var share = MathF.Pow(partial, -1.2f - 1.6f * (1 - brightness)) * level / 3;
                double angle = Math.Tau * frequency * partial / Rate, c = Math.Cos(angle), s = Math.Sin(angle), re = Math.Sin(voice + partial), im = Math.Cos(voice + partial);
                for (var i = 0; i < count && first + i < left.Length; i++)
                {
                    var t = i / (float)count;
                    var swell = MathF.Sin(MathF.PI * MathF.Sqrt(t));
                    var value = (float)re * share * swell * swell;
                    left[first + i] += value * (voice == 0 ? l * 1.2f : l);
                    right[first + i] += value * (voice == 2 ? r * 1.2f : r);
                    (re, im) = (re * c + im * s, im * c - re * s);
                }
            }
        }
    }

    static (float Left, float Right) Pan(float pan)
    {
        var (s, c) = MathF.SinCos((pan + 1) * MathF.PI / 4);
        return (c, s);
    }
}
