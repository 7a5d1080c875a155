namespace ArtFactory.Web.Hosting;

/// <summary>
/// Pages and health are mapped for GET alone. What watches a server asks with HEAD: it gets the same status and headers, and the
/// server sends no body with them.
/// </summary>
sealed class HeadAsGet(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    }
}
