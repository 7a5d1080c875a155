namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>How a word moves the picture; each from -1 to 1.</summary>
/// <param name="Energy">Calm to stormy.</param>
/// <param name="Density">Sparse to lush.</param>
/// <param name="Brightness">Dark to light.</param>
internal sealed record Mood(float Energy, float Density, float Brightness)
{
    public static Mood operator +(Mood a, Mood b) => new(
        Math.Clamp(a.Energy + b.Energy, -1, 1), Math.Clamp(a.Density + b.Density, -1, 1), Math.Clamp(a.Brightness + b.Brightness, -1, 1));

    public static Mood operator -(Mood a, Mood b) => a + new Mood(-b.Energy, -b.Density, -b.Brightness);
}
