namespace ArtFactory.Imaging.Studio.Clips;

/// <summary>Schroeder's reverberator: parallel combs that lose their treble, then all-passes, a little different left and right.</summary>
internal static class Hall
{
    public static void Add(float[] left, float[] right, float amount, int rate, CancellationToken ct)
    {
        if (amount <= 0) return;
        var wetLeft = Reverberate(left, right, rate, 0);
        ct.ThrowIfCancellationRequested();
        var wetRight = Reverberate(right, left, rate, 23);
        for (var i = 0; i < left.Length; i++)
        {
            left[i] = left[i] * (1 - amount * 0.35f) + wetLeft[i] * amount;
            right[i] = right[i] * (1 - amount * 0.35f) + wetRight[i] * amount;
        }
    }

    static float[] Reverberate(float[] near, float[] far, int rate, int spread)
    {
        var sum = new float[near.Length];
        foreach (var delay in (ReadOnlySpan<int>)[1557, 1617, 1491, 1422, 1277, 1356])
        {
            var line = new float[(delay + spread) * rate / 44100];
            float low = 0;
            for (int i = 0, k = 0; i < sum.Length; i++, k = k + 1 == line.Length ? 0 : k + 1)
            {
                var value = line[k];
                low = value * 0.72f + low * 0.28f;
                line[k] = (near[i] * 0.75f + far[i] * 0.25f) * 0.09f + low * 0.86f;
                sum[i] += value;
            }
        }
        foreach (var delay in (ReadOnlySpan<int>)[556, 441, 341])
        {
            var line = new float[(delay + spread) * rate / 44100];
            for (int i = 0, k = 0; i < sum.Length; i++, k = k + 1 == line.Length ? 0 : k + 1)
            {
                var held = line[k];
                var value = held - 0.5f * sum[i];
                line[k] = sum[i] + held * 0.5f;
                sum[i] = value;
            }
        }
        return sum;
    }
}
