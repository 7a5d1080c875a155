using System.Globalization;
using System.Text.Json;

namespace ArtFactory.Tests.Fakes.Providers;

/// <summary>The provider's own books: every request it accepted and what it took for it, whatever became of the answer.</summary>
public sealed class ChargeLedger
{
    readonly Lock _gate = new();
    readonly List<Charge> _charges = [];
    string? _file;

    /// <param name="RequestId">The provider's own id.</param>
    /// <param name="Amount">Negative for what was given back.</param>
    /// <param name="Payload">What was asked for, to find what was charged twice.</param>
    public sealed record Charge(string RequestId, decimal Amount, string Payload);

    public IReadOnlyList<Charge> All
    {
        get
        {
            lock (_gate) return [.. _charges];
        }
    }

    public int Count => All.Count(c => c.Amount > 0);

    public decimal Total => All.Sum(c => c.Amount);

    /// <summary>Also writes each charge to a file, at once, as a line of JSON: it outlives the fake.</summary>
    public void WriteTo(string file) => _file = file;

    public void Take(string requestId, decimal amount, string payload)
    {
        lock (_gate)
        {
            var charge = new Charge(requestId, amount, payload);
            _charges.Add(charge);
            if (_file is null) return;
            File.AppendAllText(_file, JsonSerializer.Serialize(new { request = requestId, amount = amount.ToString(CultureInfo.InvariantCulture), payload }) + "\n");
        }
    }

    public void GiveBack(string requestId)
    {
        var taken = All.LastOrDefault(c => c.RequestId == requestId && c.Amount > 0);
        if (taken is not null) Take(requestId, -taken.Amount, taken.Payload);
    }
}
