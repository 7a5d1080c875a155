using ArtFactory.Data;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>Short ways to put a request through an adapter, as the line does.</summary>
static class Asking
{
    public static GenerationRequest Request(string model, string parameters, string? version = null, IReadOnlyDictionary<string, string>? inputs = null) => new()
    {
        AttemptId = FactoryId.New(), ItemId = FactoryId.New(), Model = model, Version = version, Parameters = ParameterSet.Parse(parameters),
        Inputs = inputs ?? new Dictionary<string, string>(),
    };

    public static SubmittedRequest Submitted(GenerationRequest request, ProviderAnswer answer, TimeSpan? ago = null)
    {
        var accepted = answer.ShouldBeOfType<ProviderAnswer.Accepted>();
        return new(request.AttemptId, request.Model, accepted.RequestId, accepted.Details ?? ParameterSet.Empty, Now - (ago ?? TimeSpan.Zero));
    }

    /// <summary>Submits, and asks until there is an end.</summary>
    public static async Task<ProviderAnswer> EndAsync(this IProviderAdapter adapter, GenerationRequest request)
    {
        var answer = await adapter.SubmitAsync(request);
        if (answer is not ProviderAnswer.Accepted) return answer;
        var submitted = Submitted(request, answer);
        for (var asked = 0; answer is ProviderAnswer.Accepted or ProviderAnswer.Ambiguous; asked++)
        {
            asked.ShouldBeLessThan(50);
            answer = await adapter.LookUpAsync(submitted);
        }

        return answer;
    }

    public static async Task<ProviderAnswer.Completed> MadeAsync(this IProviderAdapter adapter, GenerationRequest request) =>
        (await adapter.EndAsync(request)).ShouldBeOfType<ProviderAnswer.Completed>();

    public static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;
}
