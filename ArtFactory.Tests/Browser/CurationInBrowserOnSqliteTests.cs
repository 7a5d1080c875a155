namespace ArtFactory.Tests.Browser;

[Collection(BrowserStage.Name)]
public sealed class CurationInBrowserOnSqliteTests(BrowserStage stage) : CurationInBrowserTests(stage);
