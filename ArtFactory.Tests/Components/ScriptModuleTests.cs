using ArtFactory.Web.Shell;
using Microsoft.JSInterop;

namespace ArtFactory.Tests.Components;

public sealed class ScriptModuleTests
{
    readonly SlowBrowser _browser = new();

    [Fact]
    public async Task What_arrives_after_the_component_is_gone_is_let_go_at_once()
    {
        var script = new ScriptModule(_browser, "/x.js", "release");
        var attached = script.AttachAsync("open", "stop");
        await script.DisposeAsync();
        _browser.Arrive();

        (await attached).ShouldBeNull();
        _browser.Calls.ShouldBe(["import", "release", "disposed"]);
    }

    [Fact]
    public async Task Parts_go_in_the_reverse_order_they_came_and_later_calls_do_nothing()
    {
        _browser.Arrive();
        var script = new ScriptModule(_browser, "/x.js", "release");
        (await script.AttachAsync("open", "stop")).ShouldNotBeNull();
        await script.DisposeAsync();
        await script.DisposeAsync();
        await script.CallAsync("draw");
        (await script.AskAsync<string>("read")).ShouldBeNull();

        _browser.Calls.ShouldBe(["import", "open", "stop", "disposed", "release", "disposed"]);
    }

    [Fact]
    public async Task A_call_that_fails_because_its_component_went_is_no_error_and_any_other_is()
    {
        _browser.Arrive();
        var script = new ScriptModule(_browser, "/x.js");
        await Should.ThrowAsync<JSException>(() => script.CallAsync("fail"));

        _browser.BeforeFailing = () => script.DisposeAsync().AsTask();
        await script.CallAsync("fail");
    }

    /// <summary>A browser whose modules come when the test lets them.</summary>
    sealed class SlowBrowser : IJSRuntime
    {
        readonly TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Calls { get; } = [];
        public Func<Task>? BeforeFailing { get; set; }

        public void Arrive() => _arrival.TrySetResult();

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Calls.Add(identifier);
            await _arrival.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            if (identifier == "fail")
            {
                if (BeforeFailing is not null) await BeforeFailing();
                throw new JSException("the element is not there");
            }

            return typeof(TValue) == typeof(IJSObjectReference) ? (TValue)(object)new Part(this) : default!;
        }

        sealed class Part(SlowBrowser browser) : IJSObjectReference
        {
            public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => browser.InvokeAsync<TValue>(identifier, args);

            public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
                browser.InvokeAsync<TValue>(identifier, cancellationToken, args);

            public ValueTask DisposeAsync()
            {
                browser.Calls.Add("disposed");
                return ValueTask.CompletedTask;
            }
        }
    }
}
