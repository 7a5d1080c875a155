namespace ArtFactory.Web.Hosting;

/// <summary>
/// The headers of every answer. Scripts come from us alone, as files: there is no inline script and no nonce to guess. Styles may be
/// inline, because component positions and tile shapes are.
/// </summary>
sealed class SecurityHeaders(RequestDelegate next)
{
    const string Pages =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
        + "font-src 'self'; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = Pages.Replace("ws: wss:", Sockets(context.Request), StringComparison.Ordinal);
        return next(context);
    }

    /// <summary>The sockets of this very host and no other.</summary>
    static string Sockets(HttpRequest request) => $"{(request.IsHttps ? "wss" : "ws")}://{request.Host.Value}";
}
