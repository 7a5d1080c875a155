using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Api;

/// <summary>Where providers tell that something has ended: only where a public address is configured, and only what is proven genuine.</summary>
static class WebhookEndpoints
{
    public const string Path = "/api/webhooks";

    public static void MapWebhooks(this IEndpointRouteBuilder routes) => routes.MapPost(Path + "/{provider}", TakeAsync).DisableAntiforgery();

    static async Task<IResult> TakeAsync(string provider, HttpRequest request, IWebhookDesk desk, CancellationToken cancellationToken)
    {
        if (!desk.IsOn) return Say(StatusCodes.Status404NotFound, "Webhooks are off.");
        if (await ReadAsync(request, desk.MostBytes, cancellationToken) is not { } body) return Say(StatusCodes.Status413PayloadTooLarge, "This is too large.");
        var delivery = new WebhookDelivery(provider, name => request.Headers.TryGetValue(name, out var values) ? values.ToString() : null, body, request.Query["token"]);
        return await desk.TakeAsync(delivery, cancellationToken) switch
        {
            WebhookOutcome.Taken => Say(StatusCodes.Status200OK, "Taken."),
            WebhookOutcome.Duplicate => Say(StatusCodes.Status200OK, "Known."),
            WebhookOutcome.Refused => Say(StatusCodes.Status401Unauthorized, "Refused."),
            _ => Say(StatusCodes.Status404NotFound, "There is no such provider."),
        };
    }

    /// <summary>The raw bytes, before anything reads them; null when there are too many.</summary>
    static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most) return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (body.Length + read > most) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    // With words, so that no page is shown in their place.
    static IResult Say(int status, string words) => Results.Text(words, statusCode: status);
}
