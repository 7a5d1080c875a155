using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Replicate;
using ArtFactory.Web.Cli;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Cli;

/// <summary>
/// One key is looked for in all that is stored, shown, logged, copied and inherited while the real program works with it and the
/// provider repeats it in every answer that can hold words.
/// </summary>
[Trait("speed", "slow")]
public sealed class CanaryTests : IDisposable
{
    const string Key = "r8_canary+4711/Qz=tell-nobody";
    const string Running = "while it runs";
    const string Model = "replicate/black-forest-labs/flux-schnell";
    readonly TemporaryData _data = new();
    readonly ConcurrentBag<(string Place, string Text)> _said = [];

    public void Dispose() => _data.Dispose();

    /// <summary>As it is, and as base64, addresses, JSON and pages write it.</summary>
    static string[] Forms { get; } =
    [
        Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(Key)).TrimEnd('='), Uri.EscapeDataString(Key), WebUtility.UrlEncode(Key),
        JsonEncodedText.Encode(Key).ToString(), WebUtility.HtmlEncode(Key),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_key_is_nowhere_but_at_the_provider(bool isFromEnvironment)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Behaviour.Key = Key);
        var environment = await PrepareAsync(fake, isFromEnvironment);
        await using var server = FactoryProcess.StartProgram("dotnet", [FactoryProcess.Program, "serve", "--port", "0", "--data", _data.Root], environment: environment);
        var address = await AddressAsync(server);
        var ended = server.EndAsync(TimeSpan.FromMinutes(10));
        using var watching = new CancellationTokenSource();
        var children = Task.Run(() => WatchChildren(server.Id, watching.Token));

        // One request is refused in words, one fails later in words, one is made.
        fake.Troubles.Next(c => c.Method == "POST", new Trouble.Answer(422, Echo("detail").ToJsonString()));
        fake.Troubles.Next(c => c.Method == "GET" && c.Path.Contains("/predictions/", StringComparison.Ordinal), new Trouble.Changed(body =>
        {
            (body["status"], body["error"], body["logs"]) = ("failed", Echo("words")["words"]!.DeepClone(), Echo("words")["words"]!.DeepClone());
            return body;
        }));
        var order = (await VerbAsync(environment, "order", "a [red,green,blue] cube", "--model", Model, "--wait", "--json")).Json();
        fake.Troubles.Next(c => c.Path.Contains("/models/acme", StringComparison.Ordinal), new Trouble.Answer(401, Echo("detail").ToJsonString()));
        (await VerbAsync(environment, "model", "add", "replicate", "acme/paint", "--json")).Error.ShouldContain("[key]");
        (await VerbAsync(environment, "order", "waves", "--model", "studio/drift", "--wait", "--json")).ShouldEndWith(0);
        var product = order.GetProperty("products")[0].GetProperty("id").GetString()!;
        foreach (var verb in (string[][])[["models", "--all"], ["orders"], ["spend"], ["budget"], ["settings"], ["doctor"], ["inspect", product], ["backup"]])
            await VerbAsync(environment, [.. verb, "--json"]);

        if (!isFromEnvironment) await TestConnectionAsync(fake);

        var orderPage = $"/orders/{order.GetProperty("order").GetString()}";
        using var client = new HttpClient { BaseAddress = address };
        foreach (var page in (string[])["/", "/order", "/orders", orderPage, "/production", "/production?level=error", "/spend", "/inventory", $"/products/{product}",
            "/collections", "/tags", "/templates", "/lookups", "/trash", "/admin", "/admin/settings", "/admin/providers", "/admin/models", "/admin/jobs", "/admin/logs",
            "/admin/hangfire", "/health", "/alive", "/not-found"])
        {
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
            var html = await answer.Content.ReadAsStringAsync();
            _said.Add((page, html));
            _said.Add(($"{page}, read", WebUtility.HtmlDecode(html)));
            _said.Add(($"{page}, headers", answer.Headers + answer.Content.Headers.ToString()));
        }

        // The check itself is no good if the echo never arrived, or the key was never used.
        var log = (await VerbAsync(environment, "inspect", product)).Output;
        log.ShouldNotBeEmpty();
        (await LogAsync()).Count(message => message.Contains("[key]", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(2);
        fake.Received.ShouldContain(c => c.Headers.ContainsKey("Authorization") && c.Headers["Authorization"] == $"Bearer {Key}");

        await watching.CancelAsync();
        var inherited = await children;
        inherited.Keys.ShouldContain(name => name.Contains("ffmpeg", StringComparison.Ordinal));
        inherited.Count.ShouldBeGreaterThanOrEqualTo(2);
        foreach (var (name, text) in inherited) _said.Add(($"environment of {name}", text));
        Directory.GetFiles(FactoryPaths.At(_data.Root).Backups).ShouldNotBeEmpty();
        await ScanAsync(Running);
        await server.InterruptAsync();
        var last = await ended;
        _said.Add(("log of the server", last.Output + last.Error));
        await ScanAsync("after its end");
    }

    static JsonObject Echo(string member) => new() { [member] = $"The key {Key}, written {string.Join(" or ", Forms.Skip(1))}, may not do that." };

    async Task<Dictionary<string, string>> PrepareAsync(FakeServer fake, bool isFromEnvironment)
    {
        Directory.CreateDirectory(_data.Root);
        await File.WriteAllTextAsync(Path.Combine(_data.Root, "appsettings.json"), JsonSerializer.Serialize(new
        {
            Providers = new Dictionary<string, object> { [fake.ProviderId] = new { BaseUrl = fake.BaseAddress.AbsoluteUri } },
            Line = new { FirstAskSeconds = 0.02, LongestAskSeconds = 0.1 },
        }));
        var environment = new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Trace" };
        if (isFromEnvironment)
        {
            environment["Providers__replicate__ApiKey"] = Key;
            return environment;
        }

        // What Admin does with a key that is entered there.
        await using var factory = await FactorySession.OpenAsync(FactoryPaths.At(_data.Root));
        await factory.Services.GetRequiredService<IProviderConnections>().SetKeyAsync("replicate", Key);
        return environment;
    }

    static async Task<Uri> AddressAsync(FactoryProcess server)
    {
        const string start = "Art Factory: ";
        while (await server.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal)) return new(line[start.Length..]);
        }

        throw new InvalidOperationException("The server ended before it told its address.");
    }

    async Task<ProgramAnswer> VerbAsync(Dictionary<string, string> environment, params string[] args)
    {
        await using var program = FactoryProcess.StartProgram("dotnet", [FactoryProcess.Program, .. args, "--data", _data.Root], environment: environment);
        var answer = await program.EndAsync();
        _said.Add((string.Join(' ', args), answer.Output + answer.Error));
        return answer;
    }

    /// <summary>What Admin shows when a person tests the connection and the provider answers with the key.</summary>
    async Task TestConnectionAsync(FakeServer fake)
    {
        fake.Troubles.Next(c => c.Path.EndsWith("/account", StringComparison.Ordinal), new Trouble.Answer(401, Echo("detail").ToJsonString()));
        await using var factory = FactorySession.Build(FactoryPaths.At(_data.Root));
        var shown = await factory.Services.GetRequiredService<AdapterShelf>().Find("replicate")!.TestConnectionAsync();
        shown.Works.ShouldBeFalse();
        shown.Message.ShouldContain("[key]");
        _said.Add(("the test of the connection", shown.Message));
    }

    async Task<IReadOnlyList<string>> LogAsync()
    {
        await using var factory = FactorySession.Build(FactoryPaths.At(_data.Root));
        var lines = await factory.Services.GetRequiredService<IProductionBoard>().LogAsync();
        foreach (var line in lines) _said.Add(("log line", line.Message + line.Details));
        return [.. lines.Select(l => l.Message)];
    }

    /// <summary>The environments of all processes under that one, by name and number, as long as it watches.</summary>
    static ConcurrentDictionary<string, string> WatchChildren(int process, CancellationToken until)
    {
        var found = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var own = File.ReadAllText($"/proc/{process}/cmdline");
        while (!until.IsCancellationRequested)
        {
            foreach (var child in Descendants(process))
            {
                try
                {
                    // Until it runs its program a new process is a copy of its parent: it is looked at again.
                    if (File.ReadAllText($"/proc/{child}/cmdline") == own) continue;
                    var name = $"{File.ReadAllText($"/proc/{child}/comm").Trim()} {child}";
                    if (File.ReadAllText($"/proc/{child}/environ") is { Length: > 0 } text) found[name] = text;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // It has ended.
                }
            }

            until.WaitHandle.WaitOne(2);
        }

        return found;
    }

    static IEnumerable<int> Descendants(int process)
    {
        string[] children;
        try
        {
            children = [.. Directory.GetDirectories($"/proc/{process}/task").SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        return children.Select(int.Parse).SelectMany(child => Descendants(child).Prepend(child));
    }

    async Task ScanAsync(string when)
    {
        foreach (var file in Directory.EnumerateFiles(_data.Root, "*", SearchOption.AllDirectories))
        {
            // Who holds a lock lets nobody read it; what is left of these after the end is read too.
            if (when == Running && Path.GetFileName(file) is { } name && (name.EndsWith(".lock", StringComparison.Ordinal) || name == ".alive")) continue;
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content);
            var bytes = content.ToArray();
            foreach (var form in Forms)
            {
                (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) >= 0).ShouldBeFalse($"{file} holds the key {when}, as {form}");
                (bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(form)) >= 0).ShouldBeFalse($"{file} holds the key {when}, as {form} in two bytes a letter");
            }
        }

        foreach (var (place, text) in _said)
        {
            foreach (var form in Forms) text.Contains(form, StringComparison.Ordinal).ShouldBeFalse($"{place} holds the key, as {form}");
        }
    }
}
