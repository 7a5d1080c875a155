namespace ArtFactory.Tests.Browser;

/// <summary>The tests that share the stages: one after the other, for a browser wants a core to itself.</summary>
[CollectionDefinition(BrowserStage.Name)]
public sealed class BrowserStageCollection : ICollectionFixture<BrowserStage>, ICollectionFixture<PostgresStage>;
