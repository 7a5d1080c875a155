using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Shared;

/// <summary>What a model costs, as pages say it.</summary>
public static class PriceWords
{
    public static string Of(ModelPrice price) => price.Amount switch
    {
        null => "price unknown",
        0 => "free",
        { } amount when price.Least == price.Most => $"{Figures.Money(amount)} / {price.Unit}",
        _ => $"{Figures.Money(price.Least!.Value)} to {Figures.Money(price.Most!.Value)} / {price.Unit}",
    };
}
