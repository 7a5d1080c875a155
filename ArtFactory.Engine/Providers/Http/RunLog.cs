using System.Globalization;
using System.Text.RegularExpressions;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>Reads what the logs of a run give away: how far it is, and the seed it chose.</summary>
static partial class RunLog
{
    /// <summary>0 to 1 from the last progress bar; null without one.</summary>
    public static double? Progress(string? logs) =>
        logs is not null && Percent().Matches(logs) is { Count: > 0 } found && int.TryParse(found[^1].Groups["percent"].ValueSpan, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? percent / 100.0 : null;

    /// <summary>The digits of the seed; null when none is named.</summary>
    public static string? Seed(string? logs) => logs is not null && SeedLine().Match(logs) is { Success: true } line ? line.Groups["seed"].Value : null;

    [GeneratedRegex(@"(?<percent>\d{1,3})%\s*\|", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Percent();

    [GeneratedRegex(@"^\s*(using|random)?\s*seed[:\s]+(?<seed>\d{1,20})", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SeedLine();
}
