using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Fal;
using ArtFactory.Tests.Fakes.Providers.Replicate;

namespace ArtFactory.Tests.Production;

/// <summary>A provider that takes money, with what an order to it looks like.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="ModelId">Its own name of the model, which is among those that come with the program.</param>
/// <param name="Make">Its fake, with lists as long as the real one's.</param>
sealed record PaidProvider(string Id, string ModelId, Func<FakeServer> Make)
{
    public static PaidProvider Replicate { get; } = new("replicate", "black-forest-labs/flux-schnell", () => new FakeReplicate { PageSize = 100 });
    public static PaidProvider Fal { get; } = new("fal", "fal-ai/flux/schnell", () => new FakeFal { PageSize = 100 });

    /// <summary>As an order names it.</summary>
    public string Model => $"{Id}/{ModelId}";

    public static PaidProvider Of(string id) => id == Fal.Id ? Fal : Replicate;
}
