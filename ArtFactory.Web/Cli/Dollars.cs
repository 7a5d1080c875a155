using System.Globalization;

namespace ArtFactory.Web.Cli;

/// <summary>Amounts as the shell shows them.</summary>
static class Dollars
{
    /// <summary>At least cents, at most what the ledger keeps; "none" for no amount.</summary>
    public static string Of(decimal? amount) => amount is { } value ? string.Create(CultureInfo.InvariantCulture, $"${value:0.00####}") : "none";
}
