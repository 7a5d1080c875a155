using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using ArtFactory.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>A web server that always answers the same; over real HTTP on loopback.</summary>
public sealed class TestSite : IAsyncDisposable
{
    readonly WebApplication _app;
    Func<HttpContext, Task> _answer = _ => Task.CompletedTask;

    TestSite(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>What arrived: the request line and the headers.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <param name="prepare">Says what it answers.</param>
    /// <param name="certificate">With one it speaks https.</param>
    public static async Task<TestSite> StartAsync(Action<TestSite> prepare, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var site = new TestSite(builder.Build());
        prepare(site);
        site._app.Run(context =>
        {
            site.Calls.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n{string.Join('\n', context.Request.Headers.Select(h => $"{h.Key}: {h.Value}"))}");
            return site._answer(context);
        });
        await site._app.StartAsync();
        return site;
    }

    public void Answer(Func<HttpContext, Task> answer) => _answer = answer;

    public void Status(int status) => Answer(context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    public void Redirect(string target) => Answer(context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = target;
        return Task.CompletedTask;
    });

    public void Bytes(byte[] content, string type) => Answer(async context =>
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(content);
    });

    public void Endless() => Answer(async context =>
    {
        var block = new byte[64 * 1024];
        while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(block, context.RequestAborted);
    });

    public void Announce(long length) => Answer(async context =>
    {
        context.Response.ContentLength = length;
        await context.Response.Body.WriteAsync(new byte[10]);
        await context.Response.Body.FlushAsync();
        await Departure.AwaitAsync(context);
        context.Abort();
    });

    public void Stalled() => Answer(async context =>
    {
        context.Response.ContentLength = 100;
        await context.Response.Body.WriteAsync(new byte[10]);
        await context.Response.Body.FlushAsync();
        await Departure.AwaitAsync(context);
        context.Abort();
    });

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _app.StopAsync(atOnce.Token);
        }
        catch (OperationCanceledException)
        {
            // A connection was kept open on purpose.
        }

        await _app.DisposeAsync();
    }
}
