namespace ArtFactory.Web.Features.Ordering;

/// <summary>Where the address says a draft comes from; the first that is set counts.</summary>
/// <param name="Order"><c>?from=</c>: an order to place again, edited.</param>
/// <param name="Template"><c>?template=</c>: a saved order.</param>
/// <param name="Remix"><c>?remix=</c>: a product, with the parameters that made it.</param>
/// <param name="Input"><c>?input=</c>: a product as the input of a model that takes one.</param>
/// <param name="Prompt"><c>?prompt=</c>: the text of a new order.</param>
public sealed record OrderSource(Guid? Order, Guid? Template, Guid? Remix, Guid? Input, string? Prompt)
{
    /// <summary><c>?only=KIND:NAME&amp;is=VALUE</c>, as often as wanted: choices of <see cref="Order"/> that are settled.</summary>
    public IReadOnlyList<(string Choice, string Value)> Only { get; init; } = [];

    public bool IsEmpty => Order is null && Template is null && Remix is null && Input is null && string.IsNullOrEmpty(Prompt);
}
