using System.Text;
using System.Text.RegularExpressions;

namespace ArtFactory.Data.Sqlite;

/// <summary>Turns what a person typed into an FTS5 expression in which nothing is an operator.</summary>
static partial class Fts5Expression
{
    public static string? From(string text)
    {
        var expression = new StringBuilder();
        var parts = Part().Matches(text);
        for (var i = 0; i < parts.Count; i++)
        {
            var phrase = parts[i].Groups["phrase"];
            var content = phrase.Success ? phrase.Value : parts[i].Value.Replace("\"", "", StringComparison.Ordinal);

            // What the tokenizer would drop altogether matches nothing; a person's stray dash must not empty the answer.
            if (!content.Any(char.IsLetterOrDigit)) continue;
            if (expression.Length > 0) expression.Append(' ');
            expression.Append('"').Append(content.Replace("\0", "", StringComparison.Ordinal)).Append('"');
            if (i == parts.Count - 1 && !phrase.Success && char.IsLetterOrDigit(content[^1])) expression.Append('*');
        }

        return expression.Length == 0 ? null : expression.ToString();
    }

    [GeneratedRegex("""\"(?<phrase>[^\"]*)\"|\S+""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();
}
