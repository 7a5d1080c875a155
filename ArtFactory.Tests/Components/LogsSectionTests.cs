using ArtFactory.Data.Operations;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Fakes;
using ArtFactory.Web.Features.Admin;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Components;

public sealed class LogsSectionTests
{
    [Theory]
    [InlineData(30, "kept for 30 days")]
    [InlineData(1, "kept for 1 day.")]
    public async Task An_empty_log_says_how_long_it_is_kept(int days, string words)
    {
        await using var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddSingleton<IProductionBoard>(new EmptyBoard()).AddSingleton<ISettings>(new FakeSettings().Set("retention.log_days", days))
            .AddSingleton<IChangeFeed>(new RecordingFeed()).AddSingleton(TimeProvider.System);

        var page = context.Render<LogsSection>();

        page.WaitForAssertion(() => page.Markup.ShouldContain(words), TimeSpan.FromSeconds(30));
    }

    sealed class EmptyBoard : StubBoard
    {
        public override Task<IReadOnlyList<LogLine>> LogAsync(
            LogSeverity? level = null, string? text = null, Guid? itemId = null, Guid? before = null, int take = 200, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<LogLine>>([]);
    }
}
