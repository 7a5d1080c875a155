namespace ArtFactory.Engine.Orders.Grid;

/// <summary>The items of an order by two or three of the choices that made them.</summary>
public sealed class ChoiceGrid
{
    static readonly IReadOnlyList<string?> One = [null];

    ChoiceGrid(IReadOnlyList<GridFactor> factors) => Factors = factors;

    /// <summary>All that varies, in the order of the prompt.</summary>
    public IReadOnlyList<GridFactor> Factors { get; }
    public GridFactor? Columns { get; private init; }
    public GridFactor? Rows { get; private init; }

    /// <summary>The third axis: a table for each of its values.</summary>
    public GridFactor? Sheets { get; private init; }

    /// <summary>Empty when nothing varies.</summary>
    public IReadOnlyList<GridSheet> Tables { get; private init; } = [];

    /// <summary>Cells without a picture, and without an item that may bring one.</summary>
    public int Holes => Tables.Sum(t => t.Rows.Sum(r => r.Count(c => c.IsHole)));

    /// <summary>Lays the items out. Axes are named by <see cref="GridFactor.Key"/>; what is not named, or names nothing, takes the usual one.</summary>
    /// <param name="items">Items with their choices, in their order.</param>
    /// <param name="columns">Null for the first factor.</param>
    /// <param name="rows">Null for the last; empty for none.</param>
    /// <param name="sheets">Null for the one in between where three vary; empty for none.</param>
    public static ChoiceGrid Of(IReadOnlyList<ItemView> items, string? columns = null, string? rows = null, string? sheets = null)
    {
        var factors = FactorsOf(items);
        if (factors.Count == 0) return new(factors);
        var x = Named(factors, columns) ?? factors.First(f => f.Key != rows && f.Key != sheets || factors.Count == 1);
        var y = Axis(factors, rows, factors.LastOrDefault(f => f != x && f.Key != sheets), x);
        var z = Axis(factors, sheets, factors.Count == 3 ? factors.FirstOrDefault(f => f != x && f != y) : null, x, y);
        return new(factors) { Columns = x, Rows = y, Sheets = z, Tables = Lay(items, x, y, z) };
    }

    static GridFactor? Named(IReadOnlyList<GridFactor> factors, string? key) => factors.FirstOrDefault(f => f.Key == key);

    static GridFactor? Axis(IReadOnlyList<GridFactor> factors, string? key, GridFactor? usual, params ReadOnlySpan<GridFactor?> taken)
    {
        if (key is { Length: 0 }) return null;
        var named = Named(factors, key);
        return named is null || taken.Contains(named) ? usual : named;
    }

    static List<GridFactor> FactorsOf(IReadOnlyList<ItemView> items)
    {
        var values = new Dictionary<(string Kind, string Name), List<string>>();
        var known = new HashSet<(string, string, string)>();
        foreach (var choice in items.SelectMany(i => i.Choices))
        {
            if (!known.Add((choice.Kind, choice.Name, choice.Value))) continue;
            if (!values.TryGetValue((choice.Kind, choice.Name), out var list)) values.Add((choice.Kind, choice.Name), list = []);
            list.Add(choice.Value);
        }

        var varying = values.Where(v => v.Value.Count > 1).ToList();
        return varying.ConvertAll(v => new GridFactor(
            varying.Count(o => o.Key.Name == v.Key.Name) == 1 ? v.Key.Name : $"{v.Key.Kind}:{v.Key.Name}", v.Key.Kind, v.Key.Name, v.Value));
    }

    static List<GridSheet> Lay(IReadOnlyList<ItemView> items, GridFactor x, GridFactor? y, GridFactor? z)
    {
        var placed = items.ToLookup(i => (ValueOf(i, x), ValueOf(i, y), ValueOf(i, z)));
        return [.. ValuesOf(z).Select(sheet => new GridSheet(sheet, [.. ValuesOf(y).Select(row =>
            (IReadOnlyList<GridCell>)[.. x.Values.Select(column => new GridCell(Choices((x, column), (y, row), (z, sheet)), [.. placed[(column, row, sheet)]]))])]))];
    }

    static IReadOnlyList<string?> ValuesOf(GridFactor? factor) => factor?.Values ?? One;

    static string? ValueOf(ItemView item, GridFactor? factor) =>
        factor is null ? null : item.Choices.FirstOrDefault(c => c.Kind == factor.Kind && c.Name == factor.Name)?.Value;

    static List<KeyValuePair<GridFactor, string>> Choices(params ReadOnlySpan<(GridFactor? Factor, string? Value)> axes)
    {
        var choices = new List<KeyValuePair<GridFactor, string>>(axes.Length);
        foreach (var (factor, value) in axes)
        {
            if (factor is not null && value is not null) choices.Add(new(factor, value));
        }

        return choices;
    }
}
