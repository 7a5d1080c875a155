using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace ArtFactory.Web.Cli;

/// <summary>Says which setting is out of its range, without the framework's words around it.</summary>
static partial class SettingFaults
{
    public static string Of(OptionsValidationException e)
    {
        var section = e.OptionsType.Name.Replace("Options", "", StringComparison.Ordinal);
        return string.Join(" ", e.Failures.Select(failure => Wrapped().Match(failure) is { Success: true } match ? $"{section}: {match.Groups["error"].Value}" : failure));
    }

    [GeneratedRegex("with the error: '(?<error>.*)'\\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wrapped();
}
