using ArtFactory.Web.Api;

namespace ArtFactory.Web.Hosting;

/// <summary>Under the public name that providers use, there is nothing but their door: the pages have no password yet.</summary>
sealed class WebhookGate(RequestDelegate next, string publicHost)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!string.Equals(context.Request.Host.Host, publicHost, StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments(WebhookEndpoints.Path, StringComparison.Ordinal))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("There is nothing here.", context.RequestAborted);
    }
}
