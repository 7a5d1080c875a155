using System.Net;
using System.Net.Http.Json;

namespace ArtFactory.Tests.Browser;

[Collection(BrowserStage.Name)]
public sealed class FrontDoorTests(BrowserStage stage)
{
    HttpRequestMessage Request(HttpMethod method, string path) => new(method, stage.Factory.Address + path);

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example:5080")]
    public async Task A_foreign_host_is_refused(string host)
    {
        using var request = Request(HttpMethod.Get, "/");
        request.Headers.Host = host;

        using var answer = await stage.Factory.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("POST", "/", "http://evil.example")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1", "http://evil.example")]
    [InlineData("GET", "/_blazor?id=x", "http://localhost:1")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1", "null")]
    public async Task A_foreign_origin_is_refused(string method, string path, string origin)
    {
        using var request = Request(new HttpMethod(method), path);
        request.Headers.Add("Origin", origin);

        using var answer = await stage.Factory.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Every_answer_carries_the_strict_headers_and_no_inline_script()
    {
        using var answer = await stage.Factory.Client.GetAsync(stage.Factory.Address + "/order");
        var html = await answer.Content.ReadAsStringAsync();

        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        html.ShouldNotContain("<script>");
        html.ShouldNotContain("http://", customMessage: "Nothing is fetched from elsewhere.");
        html.Replace("http://www.w3.org", "", StringComparison.Ordinal).ShouldNotContain("https://");
    }

    [Theory]
    [InlineData("/media/thumb/thumbnails/../../keys/x")]
    [InlineData("/media/thumb/thumbnails/%2e%2e/%2e%2e/db/factory.db")]
    [InlineData("/media/thumb/..%2f..%2fdb%2ffactory.db")]
    [InlineData("/media/thumb//etc/passwd")]
    [InlineData("/media/thumb/originals/ab/cd/x.png")]
    [InlineData("/media/original/00000000-0000-0000-0000-000000000001")]
    public async Task A_path_that_the_store_did_not_make_leads_nowhere(string path)
    {
        using var answer = await stage.Factory.Client.GetAsync(stage.Factory.Address + path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/alive")]
    [InlineData("/health")]
    [InlineData("/admin")]
    [InlineData("/nowhere")]
    public async Task Whoever_asks_for_the_head_gets_that_of_a_page_and_no_body(string path)
    {
        using var page = await stage.Factory.Client.GetAsync(stage.Factory.Address + path);
        using var question = new HttpRequestMessage(HttpMethod.Head, stage.Factory.Address + path);
        using var head = await stage.Factory.Client.SendAsync(question);

        (head.StatusCode, head.Content.Headers.ContentType).ShouldBe((page.StatusCode, page.Content.Headers.ContentType));
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/alive")]
    [InlineData("/health")]
    public async Task Health_answers_without_details(string path)
    {
        using var answer = await stage.Factory.Client.GetAsync(stage.Factory.Address + path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("/");
    }

    [Fact]
    public async Task Health_names_each_part()
    {
        var parts = (await stage.Factory.Client.GetFromJsonAsync<Dictionary<string, string>>(stage.Factory.Address + "/health")).ShouldNotBeNull();
        parts.Keys.ShouldBe(["status", "database", "storage", "imaging", "clock"]);
    }
}
