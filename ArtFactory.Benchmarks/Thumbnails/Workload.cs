namespace ArtFactory.Benchmarks.Thumbnails;

/// <summary>A kind of picture to measure with.</summary>
/// <param name="Name">For the line that is printed.</param>
/// <param name="Side">Pixels.</param>
/// <param name="Extension">png or jpg.</param>
/// <param name="Distinct">How many different pictures are made.</param>
/// <param name="Files">How many files a round works through; the pictures repeat.</param>
/// <param name="Drawn">Whether the studio's models draw the pictures, which are denser than the computed ones and stand without a goal.</param>
internal sealed record Workload(string Name, int Side, string Extension, int Distinct, int Files, bool Drawn = false);
