using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Civitai;
using ArtFactory.Tests.Fakes.Providers.ComfyUi;
using ArtFactory.Tests.Fakes.Providers.OpenAi;
using ArtFactory.Tests.Fakes.Providers.SwarmUi;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>A provider as the matrix of troubles meets it: one row, with all in which it differs from the others.</summary>
/// <param name="Name">In the names of cases.</param>
/// <param name="Id">The provider's id.</param>
/// <param name="Doubt">What becomes of a request of unclear end.</param>
public sealed record TroubledProvider(string Name, string Id, Doubt Doubt)
{
    public const string SwarmOverHttp = "swarmui without sockets";

    static readonly TroubledProvider[] Rows =
    [
        new("replicate", "replicate", Doubt.Reconciled)
        {
            Model = "acme/paint-fast",
            Words = (status, words) => new JsonObject { ["title"] = "It did not work", ["detail"] = words, ["status"] = status },
        },
        new("fal", "fal", Doubt.Reconciled) { Model = "acme/paint/fast", Words = (_, words) => new JsonObject { ["detail"] = words } },
        new("civitai", "civitai", Doubt.Reconciled)
        {
            // What its fake charges is what it tells: ten Buzz are a cent.
            Model = "urn:air:sdxl:checkpoint:civitai:101055@128078", More = ""","cfgScale":7,"steps":20""", Prepare = fake => ((FakeCivitai)fake).BuzzEach = 10,
            Submission = c => c.Method == "POST" && !c.Query.Contains("whatif", StringComparison.Ordinal),
            Words = (status, words) => new JsonObject { ["title"] = words, ["status"] = status },
        },
        new("openai", "openai", Doubt.LeftToAPerson)
        {
            // Like the real one, its fake knows no seed.
            Model = "gpt-image-1", Seed = null, Prepare = fake => ((FakeOpenAi)fake).AnswersAddresses = true,
            Words = (_, words) => new JsonObject { ["error"] = new JsonObject { ["message"] = words, ["type"] = "some_error", ["param"] = null, ["code"] = null } },
        },
        new("comfyui", "comfyui", Doubt.LookedUp)
        {
            Model = "workflow", More = ""","ckpt_name":"toy.safetensors" """, Submission = c => c.Is("POST", "/prompt"),
            Words = (_, words) => new JsonObject { ["error"] = new JsonObject { ["type"] = "some_error", ["message"] = words, ["details"] = "" }, ["node_errors"] = new JsonObject() },
        },
        new("a1111", "a1111", Doubt.Repeated) { Model = "txt2img", Submission = c => c.Is("POST", "/txt2img"), Words = (_, words) => new JsonObject { ["detail"] = words } },
        new("swarmui", "swarmui", Doubt.Repeated)
        {
            Model = "text-to-image", More = ""","model":"toy" """, Submission = c => c.Is(ReceivedCall.Socket, "GenerateText2Image"), IsOverSocket = true,
            Words = (_, words) => new JsonObject { ["error"] = words },
        },
        new(SwarmOverHttp, "swarmui", Doubt.Repeated)
        {
            Model = "text-to-image", More = ""","model":"toy" """, Prepare = fake => ((FakeSwarmUi)fake).HasSockets = false,
            Submission = c => c.Is("POST", "GenerateText2Image"), Words = (_, words) => new JsonObject { ["error"] = words },
        },
    ];

    public static IReadOnlyList<TroubledProvider> All => Rows;

    public required string Model { get; init; }
    public string? Seed { get; init; } = ""","seed":42""";

    /// <summary>Parameters beside the prompt and the seed.</summary>
    public string More { get; init; } = "";

    /// <summary>Whether requests go over a socket, on which there are no statuses.</summary>
    public bool IsOverSocket { get; init; }

    /// <summary>An error's body in the provider's own shape.</summary>
    public required Func<int, string, JsonObject> Words { get; init; }

    public Action<FakeServer> Prepare { get; init; } = _ => { };

    /// <summary>Whether a call is the one that is paid.</summary>
    public Func<ReceivedCall, bool> Submission { get; init; } = c => c.Method == "POST" && !c.Path.Contains("storage", StringComparison.Ordinal);

    public bool TakesMoney => Doubt is Doubt.Reconciled or Doubt.LeftToAPerson;

    /// <summary>Whether it answers with an id, and has to be asked for the rest.</summary>
    public bool HasLookUp => Doubt is Doubt.Reconciled or Doubt.LookedUp;

    public static TroubledProvider Of(string name) => Rows.Single(r => r.Name == name);

    public static TheoryData<string> Names(Func<TroubledProvider, bool>? which = null) => [.. Rows.Where(r => which?.Invoke(r) ?? true).Select(r => r.Name)];

    public async Task<FakeServer> StartAsync()
    {
        var fake = FakeServers.All[Id]();
        Prepare(fake);
        await fake.StartAsync();
        return fake;
    }

    /// <summary>A stage on which only this provider is there, with a key where it wants one.</summary>
    public Task<ProviderStage> StageAsync(FakeServer fake, string key = "test-key-0000", Action<IServiceCollection>? configure = null) => ProviderStage.CreateAsync(new Dictionary<string, string?>
    {
        [$"Providers:{Id}:BaseUrl"] = fake.BaseAddress.AbsoluteUri, [$"Providers:{Id}:ApiKey"] = TakesMoney ? key : null, [$"Providers:{Id}:SettleSeconds"] = "30",
    }, configure);

    public IProviderAdapter Adapter(ProviderStage stage) => stage.Adapter(Id);

    public GenerationRequest Request(string prompt = "a red cube") => Asking.Request(Model, $$"""{"prompt":"{{prompt}}"{{Seed}}{{More}}}""");

    /// <summary>Of all the fake accepted, what was made of that prompt.</summary>
    public static IEnumerable<FakeJob> Jobs(FakeServer fake, string prompt) => fake.Jobs.Where(j => j.Input.ToJsonString().Contains(prompt, StringComparison.Ordinal));

    /// <summary>As a restart of an engine would, or the hour after which a provider deletes.</summary>
    public static void ForgetAll(FakeServer fake)
    {
        if (fake is FakeComfyUi comfy) comfy.ForgetAll();
        else fake.Troubles.Always(c => c.Method == "GET", new Trouble.Answer(404, """{"detail":"gone"}"""));
    }
}
