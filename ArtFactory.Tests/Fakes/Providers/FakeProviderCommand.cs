using System.Globalization;

namespace ArtFactory.Tests.Fakes.Providers;

/// <summary><c>./artfactory fake-provider PROVIDER [--port N] ...</c>: a fake by hand, until Ctrl+C.</summary>
static class FakeProviderCommand
{
    public const string Verb = "fake-provider";

    static readonly string Usage = $"""
        Usage: ./artfactory fake-provider {string.Join('|', FakeServers.All.Keys)} [OPTIONS]

        Plays a provider on loopback, and keeps its own books. It takes any key, costs nothing, and ends with Ctrl+C.

          --port N          the port; a free one by default
          --latency MS      before every answer            (or FAKE_LATENCY)
          --work MS         from acceptance to the end     (or FAKE_WORK)
          --polls N         questions until it is done     (or FAKE_POLLS; default 2)
          --fail-rate R     share of calls that fail, 0..1 (or FAKE_FAIL_RATE)
          --luck N          seed of that chance            (or FAKE_LUCK)
          --price USD       what a request costs           (or FAKE_PRICE; default 0.01)
          --key KEY         the only key that is accepted  (or FAKE_KEY)
          --ledger FILE     writes every charge there, as lines of JSON (or FAKE_LEDGER)

        GET /_fake/charges tells what was charged, GET /_fake/calls what arrived.
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["-h" or "--help"])
        {
            Console.WriteLine(Usage);
            return 0;
        }

        var options = Options(arguments.Skip(1));
        if (arguments.Length == 0 || !FakeServers.All.TryGetValue(arguments[0], out var make) || options is null)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        await using var fake = make();
        if (!Set(fake, options, out var port))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        await fake.StartAsync(port);
        Console.WriteLine($"Listening on {fake.BaseAddress.AbsoluteUri.TrimEnd('/')}");
        Console.WriteLine($"  Providers__{fake.ProviderId}__BaseUrl={fake.BaseAddress.AbsoluteUri.TrimEnd('/')} Providers__{fake.ProviderId}__ApiKey=test ./artfactory order ...");
        await fake.UntilStoppedAsync();
        return 0;
    }

    static Dictionary<string, string>? Options(IEnumerable<string> arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair is not [['-', '-', .. var name], var value]) return null;
            options[name] = value;
        }

        return options;
    }

    static bool Set(FakeServer fake, Dictionary<string, string> options, out int port)
    {
        string[] known = ["port", "latency", "work", "polls", "fail-rate", "luck", "price", "key", "ledger"];
        port = 0;
        if (options.Keys.Except(known, StringComparer.Ordinal).Any()) return false;
        try
        {
            port = (int)(Number("port") ?? 0);
            fake.Behaviour.Latency = TimeSpan.FromMilliseconds((double)(Number("latency") ?? 0));
            fake.Behaviour.WorkTime = TimeSpan.FromMilliseconds((double)(Number("work") ?? 0));
            fake.Behaviour.PollsUntilDone = (int)(Number("polls") ?? 2);
            fake.Behaviour.FailRate = (double)(Number("fail-rate") ?? 0);
            if (Number("luck") is { } luck) fake.Behaviour.LuckSeed = (int)luck;
            fake.Behaviour.Price = Number("price") ?? fake.Behaviour.Price;
            fake.Behaviour.Key = Text("key");
            if (Text("ledger") is { } file) fake.Charges.WriteTo(file);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }

        string? Text(string name) => options.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable("FAKE_" + name.ToUpperInvariant().Replace('-', '_'));
        decimal? Number(string name) => Text(name) is { Length: > 0 } text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
    }
}
