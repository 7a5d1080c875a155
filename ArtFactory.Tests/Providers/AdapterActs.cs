using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Providers.Transport;

namespace ArtFactory.Tests.Providers;

/// <summary>What tests do with an adapter, said once.</summary>
static class AdapterActs
{
    public static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public static GenerationRequest Request(string model, string parameters, string? version = null) => new()
    {
        AttemptId = FactoryId.New(), ItemId = FactoryId.New(), Model = model, Version = version, Parameters = ParameterSet.Parse(parameters),
    };

    public static ProviderAnswer.Completed ShouldBeDone(this ProviderAnswer answer) => answer.ShouldBeOfType<ProviderAnswer.Completed>();

    public static ProviderAnswer.Rejected ShouldBeRefused(this ProviderAnswer answer, ProviderErrorClass kind)
    {
        var rejected = answer.ShouldBeOfType<ProviderAnswer.Rejected>();
        rejected.Class.ShouldBe(kind, rejected.Message);
        return rejected;
    }

    /// <summary>The bytes of an output as the line would store them.</summary>
    public static async Task<byte[]> BytesAsync(this IProviderAdapter adapter, ProviderOutput output)
    {
        var fetched = await adapter.FetchAsync(output);
        var bytes = await File.ReadAllBytesAsync(fetched.Path);
        File.Delete(fetched.Path);
        return bytes;
    }

    /// <summary>Asks until there is an end.</summary>
    public static async Task<ProviderAnswer> UntilEndAsync(this IProviderAdapter adapter, GenerationRequest request, ProviderAnswer answer)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (answer is ProviderAnswer.Accepted accepted)
        {
            limit.Token.ThrowIfCancellationRequested();
            answer = await adapter.LookUpAsync(new(request.AttemptId, request.Model, accepted.RequestId, accepted.Details ?? ParameterSet.Empty, Now), limit.Token);
            if (answer is ProviderAnswer.Accepted) await Task.Delay(10, limit.Token);
        }

        return answer;
    }

    /// <summary>A picture on the stage's disk, as a media parameter refers to it.</summary>
    public static GenerationRequest With(this GenerationRequest request, ProviderStage stage, params string[] names)
    {
        var inputs = new Dictionary<string, string>(request.Inputs, StringComparer.OrdinalIgnoreCase);
        var parameters = request.Parameters;
        foreach (var name in names)
        {
            var path = Path.Combine(stage.Folder, $"{FactoryId.New():N}.png");
            File.WriteAllBytes(path, FakePicture.Of(name));
            inputs[name] = path;
            parameters = parameters.With(name.Split('[')[0], JsonSerializer.SerializeToElement("upload:x.png"));
        }

        return request with { Inputs = inputs, Parameters = parameters };
    }
}
