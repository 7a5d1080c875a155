namespace ArtFactory.Imaging.Studio.Briefs;

/// <summary>What a part of an emblem is, which decides its colour.</summary>
internal enum Role
{
    Body,
    Light,
    Dark,
    Accent,
}
