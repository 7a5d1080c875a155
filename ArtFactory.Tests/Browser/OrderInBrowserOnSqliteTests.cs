namespace ArtFactory.Tests.Browser;

[Collection(BrowserStage.Name)]
public sealed class OrderInBrowserOnSqliteTests(BrowserStage stage) : OrderInBrowserTests(stage);
