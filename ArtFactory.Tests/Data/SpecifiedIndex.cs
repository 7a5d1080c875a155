namespace ArtFactory.Tests.Data;

sealed record SpecifiedIndex(string Name, string Table, string Columns, bool IsUnique);
