using ArtFactory.Engine.Orders.Placing;
using ArtFactory.Engine.Production;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Orders;

public static class OrdersRegistration
{
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.AddSingleton<EarlierWork>();
        services.AddSingleton<OrderPlanner>();
        services.AddSingleton<ToldPrices>();
        services.AddSingleton<OrderPlacement>();
        services.AddSingleton<OrderRequests>();
        services.AddSingleton<IOrderDesk, OrderDesk>();
        services.AddSingleton<IOrderBook, OrderBook>();
        services.AddSingleton<OrderFollower>();
        services.AddSingleton<ILongWork, ExpandOrderWork>();
        return services;
    }
}
