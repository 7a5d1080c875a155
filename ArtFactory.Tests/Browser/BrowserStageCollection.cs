namespace ArtFactory.Tests.Browser;

/// <summary>The tests that share the <see cref="BrowserStage"/>.</summary>
[CollectionDefinition(BrowserStage.Name)]
public sealed class BrowserStageCollection : ICollectionFixture<BrowserStage>;
