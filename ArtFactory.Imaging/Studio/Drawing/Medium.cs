namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>What the picture is made with: decides paper, edges, texture and light.</summary>
internal enum Medium
{
    /// <summary>Flat opaque colour with a little tooth; what a prompt without a medium gets.</summary>
    Gouache,
    Oil,
    Ink,
    Watercolour,
    Pastel,
    Pencil,
    Neon,

    /// <summary>An old print: limited inks, slightly off register, on yellowed paper.</summary>
    Print,
}
