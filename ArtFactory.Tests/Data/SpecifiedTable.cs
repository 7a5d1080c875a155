namespace ArtFactory.Tests.Data;

sealed record SpecifiedTable(string Name, IReadOnlyList<SpecifiedColumn> Columns);
