using System.Text.Json;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>How far one graph is, from the messages about its nodes.</summary>
/// <param name="nodes">How many nodes the graph has.</param>
sealed class ComfyProgress(int nodes)
{
    readonly Lock _gate = new();
    readonly HashSet<string> _done = new(StringComparer.Ordinal);
    TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    string? _node;
    double _part;
    bool _ended;

    /// <summary>0 to 1; null before anything was told.</summary>
    public double? Done { get; private set; }

    /// <summary>Ends with the next message; at once when the graph has ended.</summary>
    public Task NewsAsync()
    {
        lock (_gate)
        {
            if (_ended) return Task.CompletedTask;
            if (_news.Task.IsCompleted) _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _news.Task;
        }
    }

    public void Take(string? type, JsonElement data)
    {
        lock (_gate)
        {
            switch (type)
            {
                case "execution_cached":
                    foreach (var node in data.At("nodes").Elements()) if (node.ValueKind == JsonValueKind.String) _done.Add(node.GetString()!);
                    break;
                case "executing":
                    if (_node is not null) _done.Add(_node);
                    (_node, _part) = (data.TextAt("node"), 0);
                    _ended |= _node is null;
                    break;
                case "progress" when data.NumberAt("max") is > 0 and { } most:
                    _part = (double)Math.Clamp((data.NumberAt("value") ?? 0) / most, 0, 1);
                    break;
                case "execution_success" or "execution_error" or "execution_interrupted":
                    _ended = true;
                    break;
                default:
                    return;
            }

            // It never goes back, and the whole is for the history to say.
            Done = Math.Max(Done ?? 0, Math.Min(0.99, (_done.Count + _part) / Math.Max(1, nodes)));
            _news.TrySetResult();
        }
    }
}
