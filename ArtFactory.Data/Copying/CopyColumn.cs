namespace ArtFactory.Data.Copying;

/// <summary>One column of a table that is copied.</summary>
public sealed record CopyColumn(string Name, CopyKind Kind);
