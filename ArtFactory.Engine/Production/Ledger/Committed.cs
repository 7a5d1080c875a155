namespace ArtFactory.Engine.Production.Ledger;

/// <summary>US dollars that are spent, and that are reserved by attempts under way.</summary>
readonly record struct Committed(decimal Spent, decimal Reserved)
{
    public decimal All => Spent + Reserved;
}
