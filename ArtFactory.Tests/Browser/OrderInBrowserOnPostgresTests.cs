namespace ArtFactory.Tests.Browser;

[Collection(BrowserStage.Name)]
public sealed class OrderInBrowserOnPostgresTests(PostgresStage stage) : OrderInBrowserTests(stage);
