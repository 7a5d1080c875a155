using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers.Connections;

/// <summary>Refuses addresses that are none at start, with words.</summary>
sealed class ProvidersOptionsCheck : IValidateOptions<ProvidersOptions>
{
    public ValidateOptionsResult Validate(string? name, ProvidersOptions options)
    {
        var faults = new List<string>();
        foreach (var (id, settings) in options)
        {
            if (string.IsNullOrWhiteSpace(settings?.BaseUrl)) continue;
            BaseAddress.Read(settings.BaseUrl, out var fault);
            if (fault is not null) faults.Add($"{ProvidersOptions.Section}:{id}:BaseUrl: {fault}");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
