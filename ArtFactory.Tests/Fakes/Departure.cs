using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ArtFactory.Tests.Fakes;

/// <summary>Waits, as a server that has fallen silent does, until the caller has hung up or the server stops.</summary>
static class Departure
{
    public static async Task AwaitAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var left = context.RequestAborted.Register(() => gone.TrySetResult());
        await using var stopped = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => gone.TrySetResult());
        await gone.Task;
    }
}
