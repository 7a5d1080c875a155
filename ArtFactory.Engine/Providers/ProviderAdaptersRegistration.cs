using ArtFactory.Engine.Providers.A1111;
using ArtFactory.Engine.Providers.Civitai;
using ArtFactory.Engine.Providers.ComfyUi;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Downloads;
using ArtFactory.Engine.Providers.Fal;
using ArtFactory.Engine.Providers.Http;
using ArtFactory.Engine.Providers.OpenAi;
using ArtFactory.Engine.Providers.Replicate;
using ArtFactory.Engine.Providers.Studio;
using ArtFactory.Engine.Providers.SwarmUi;
using ArtFactory.Engine.Providers.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers;

public static class ProviderAdaptersRegistration
{
    /// <summary>One line a provider; each has its folder here.</summary>
    public static IServiceCollection AddProviderAdapters(this IServiceCollection services)
    {
        services.AddTransport();
        services.AddSingleton<IProviderAdapter, StudioAdapter>();
        services.AddSingleton<IProviderAdapter, OpenAiAdapter>();
        services.AddSingleton<IProviderAdapter, A1111Adapter>();
        services.AddSingleton<IProviderAdapter, SwarmAdapter>();
        services.AddSingleton<ComfyWorkflows>();
        services.AddSingleton<IProviderAdapter, ComfyAdapter>();
        services.AddSingleton<IProviderAdapter, ReplicateAdapter>();
        services.AddSingleton<IProviderAdapter, FalAdapter>();
        services.AddSingleton<IProviderAdapter, CivitaiAdapter>();
        services.AddSingleton<IModelSearch, ReplicateModelSearch>();
        services.AddSingleton<IModelSearch, FalModelSearch>();
        services.AddSingleton<AdapterShelf>();
        return services;
    }

    /// <summary>What adapters reach their providers with.</summary>
    static void AddTransport(this IServiceCollection services)
    {
        services.AddProviderConnections();
        services.AddOptions<DownloadOptions>().BindConfiguration(DownloadOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IHostNames, SystemHostNames>();
        services.TryAddSingleton<GuardedConnections>();
        services.TryAddSingleton(p => new ForeignFiles(
            p.GetRequiredService<Media.MediaStore>(), p.GetRequiredService<GuardedConnections>(), p.GetRequiredService<IOptions<DownloadOptions>>(), p.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ProviderHttpFactory>();
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookOptions>, WebhookOptionsCheck>());
        services.TryAddSingleton<WebhookAddresses>();
        services.TryAddSingleton<RequestNews>();
        services.TryAddSingleton<SettlingTimes>();
        services.TryAddSingleton<ConnectionFingerprints>();
        services.AddSingleton<IWebhookCheck, ReplicateWebhook>();
        services.AddSingleton<IWebhookCheck, FalWebhook>();
        services.AddSingleton<IWebhookCheck, CivitaiWebhook>();
        services.TryAddSingleton<IWebhookDesk, WebhookDesk>();
    }
}
