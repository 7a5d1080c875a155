using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Inventory;

public static class InventoryRegistration
{
    /// <summary>Adds the gallery.</summary>
    public static IServiceCollection AddInventory(this IServiceCollection services)
    {
        services.AddSingleton<StatementPool>();
        services.AddSingleton<TileReader>();
        services.AddSingleton<IGallery, Gallery>();
        return services;
    }
}
