namespace ArtFactory.Imaging.Studio.Models;

/// <summary>What a panel bears.</summary>
internal enum Motif
{
    None,
    Quarter,
    Half,
    Disc,
    Wedge,
    Rings,
    Stripes,
    Row,
}
