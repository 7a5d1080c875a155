using System.Numerics;

namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>All parameter sets that one sub-prompt is made with: every value of each parameter with every value of the others, the first slowest.</summary>
sealed class ParameterSpace
{
    const int MostKept = 1024;
    const ulong PickPurpose = 2;
    readonly ParameterAxis[] _axes;
    readonly ulong _seed;
    readonly ParameterSet?[]? _kept;

    public ParameterSpace(ParameterAxis[] axes, ulong seed)
    {
        _axes = axes;
        _seed = seed;
        Count = BigInteger.One;
        foreach (var axis in axes) Count *= (BigInteger)axis.Count;
        if (Count <= MostKept && !axes.Any(a => a.IsRandom)) _kept = new ParameterSet[(int)Count];
    }

    public IReadOnlyList<ParameterAxis> Axes => _axes;

    public BigInteger Count { get; }

    /// <summary>The set of that place, for the item of that number (which random picks depend on).</summary>
    public ParameterSet At(BigInteger index, int item)
    {
        if (_kept is null) return Make(index, item);
        var i = (int)index;
        return _kept[i] ??= Make(index, item);
    }

    ParameterSet Make(BigInteger index, int item)
    {
        var random = SeededRandom.For(_seed, PickPurpose, (ulong)item);
        var values = new ParameterValue[_axes.Length];
        for (var i = _axes.Length - 1; i >= 0; i--)
        {
            index = BigInteger.DivRem(index, (BigInteger)_axes[i].Count, out var place);
            values[i] = _axes[i].At((Int128)place, ref random);
        }
        var names = new List<string>(_axes.Length);
        var json = new List<System.Text.Json.JsonElement>(_axes.Length);
        var choices = new List<KeyValuePair<string, string>>();
        var errors = new List<Diagnostic>();
        for (var i = 0; i < _axes.Length; i++)
        {
            var axis = _axes[i];
            var value = values[i];
            if (value.IsSet)
            {
                names.Add(axis.Name);
                json.Add(value.Json);
            }
            if (value.Error is { } error) errors.Add(new(Severity.Error, "bad-value", error, axis.Field, axis.Span.Start, axis.Span.Length));
            if (axis.Varies) choices.Add(new(axis.Name, value.Text));
        }
        return new([.. names], [.. json], [.. choices], [.. errors]);
    }
}
