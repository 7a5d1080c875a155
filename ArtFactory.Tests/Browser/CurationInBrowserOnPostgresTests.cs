namespace ArtFactory.Tests.Browser;

[Collection(BrowserStage.Name)]
public sealed class CurationInBrowserOnPostgresTests(PostgresStage stage) : CurationInBrowserTests(stage);
