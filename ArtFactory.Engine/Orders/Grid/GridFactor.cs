namespace ArtFactory.Engine.Orders.Grid;

/// <summary>A choice that takes more than one value within an order, and so can be an axis.</summary>
/// <param name="Key">How an address names it.</param>
/// <param name="Kind"><c>token</c>, <c>parameter</c>, <c>batch</c> or <c>sub_prompt</c>.</param>
/// <param name="Name">As the choices of items have it.</param>
/// <param name="Values">In the order they first appear.</param>
public sealed record GridFactor(string Key, string Kind, string Name, IReadOnlyList<string> Values)
{
    /// <summary>Whether it has a name of its own beside its values: an inline token has none.</summary>
    public bool IsNamed => Kind != "token" || !Name.Contains(',', StringComparison.Ordinal);

    /// <summary>For a person: an inline token shows its options, a parameter and a lookup their names.</summary>
    public string Title => Kind switch
    {
        "batch" => "Batch",
        "sub_prompt" => "Sub-prompt",
        _ => Name,
    };
}
