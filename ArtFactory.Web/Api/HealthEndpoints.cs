using ArtFactory.Engine;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Jobs;

namespace ArtFactory.Web.Api;

/// <summary><c>/alive</c>: the process answers. <c>/health</c>: database, storage, imaging and the clock of scheduled jobs do; in words, without details that help a stranger.</summary>
static class HealthEndpoints
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alive", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(new { status = "alive" });
        });

        // Made now: how long the clock may take to start is counted from here.
        routes.ServiceProvider.GetRequiredService<JobClock>();
        routes.MapGet("/health", HealthAsync);
    }

    static async Task<IResult> HealthAsync(HttpContext context, IServiceProvider services, FactoryPaths paths)
    {
        context.Response.Headers.CacheControl = "no-store";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        var database = await HoldsAsync(async () =>
        {
            await services.GetRequiredService<IProductionBoard>().CountsAsync(patience.Token);
            return true;
        });
        var storage = await HoldsAsync(async () => await services.GetRequiredService<MediaStore>().IsHereAsync(patience.Token) && Directory.Exists(paths.Cache));
        var imaging = await HoldsAsync(async () => (await services.GetRequiredService<IImagingClient>().CheckAsync(patience.Token)).Ready);
        var jobClock = services.GetRequiredService<JobClock>();
        var clock = await HoldsAsync(() => jobClock.IsGoingAsync(patience.Token));
        var isStarting = !clock && jobClock.MayBeStarting;
        var healthy = database && storage && imaging && (clock || isStarting);
        return Results.Json(
            new { status = healthy ? "healthy" : "unhealthy", database = Word(database), storage = Word(storage), imaging = Word(imaging), clock = isStarting ? "starting" : Word(clock) },
            statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    static string Word(bool holds) => holds ? "ok" : "failing";

    /// <summary>A part that throws is a part that fails; which part it was is all a stranger learns.</summary>
    static async Task<bool> HoldsAsync(Func<Task<bool>> check)
    {
        try
        {
            return await check();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }
}
