namespace ArtFactory.Tests.Fakes.Providers;

/// <summary>The fakes that can be started by hand, by provider: one line each.</summary>
public static class FakeServers
{
    public static IReadOnlyDictionary<string, Func<FakeServer>> All { get; } = new Dictionary<string, Func<FakeServer>>(StringComparer.Ordinal)
    {
        ["a1111"] = () => new A1111.FakeA1111(),
        ["civitai"] = () => new Civitai.FakeCivitai(),
        ["comfyui"] = () => new ComfyUi.FakeComfyUi(),
        ["fal"] = () => new Fal.FakeFal(),
        ["openai"] = () => new OpenAi.FakeOpenAi(),
        ["replicate"] = () => new Replicate.FakeReplicate(),
        ["swarmui"] = () => new SwarmUi.FakeSwarmUi(),
    };

    /// <summary>A fake that runs, on a free port unless one is given.</summary>
    public static async Task<T> StartAsync<T>(Action<T>? prepare = null, int port = 0) where T : FakeServer, new()
    {
        var fake = new T();
        prepare?.Invoke(fake);
        await fake.StartAsync(port);
        return fake;
    }
}
