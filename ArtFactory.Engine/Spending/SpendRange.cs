namespace ArtFactory.Engine.Spending;

/// <summary>Days (UTC), both ends included; null for no end.</summary>
public readonly record struct SpendRange(DateOnly? From, DateOnly? To)
{
    public static SpendRange Ever { get; } = new(null, null);

    public static SpendRange Of(DateOnly day) => new(day, day);
}
