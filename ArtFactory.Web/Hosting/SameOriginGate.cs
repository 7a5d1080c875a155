using Microsoft.Extensions.Primitives;

namespace ArtFactory.Web.Hosting;

/// <summary>
/// Refuses what another site asks for: any request that changes something or opens a circuit, when its <c>Origin</c> (or
/// <c>Sec-Fetch-Site</c>) is not ours. A browser always sends one of them; a program at the shell sends neither and is let through.
/// </summary>
sealed class SameOriginGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var guarded = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || context.WebSockets.IsWebSocketRequest || IsUpgrade(request) || request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);
        if (!guarded || IsOwn(request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("This request comes from another site and is refused.", context.RequestAborted);
    }

    static bool IsUpgrade(HttpRequest request) => request.Headers.Connection.ToString().Contains("upgrade", StringComparison.OrdinalIgnoreCase);

    static bool IsOwn(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site != "same-origin" && site != "none") return false;
        var origin = request.Headers.Origin;
        return StringValues.IsNullOrEmpty(origin)
            || string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }
}
