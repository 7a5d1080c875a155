using System.Text;
using System.Text.RegularExpressions;

namespace ArtFactory.Data.Postgres;

/// <summary>
/// What a person typed as the parts that <c>search_query</c> makes a query of: words and phrases between separators, the last one
/// with a star when it may also be a beginning. The server folds case and accents, as it does for the index.
/// </summary>
static partial class PostgresExpression
{
    /// <summary>Between the parts; a control character that no one types.</summary>
    public const char Separator = '\u001f';

    public static string? From(string text)
    {
        var expression = new StringBuilder();
        // Half a character cannot be sent; a person's paste may hold one.
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var parts = Part().Matches(text);
        for (var i = 0; i < parts.Count; i++)
        {
            var phrase = parts[i].Groups["phrase"];
            var content = (phrase.Success ? phrase.Value : parts[i].Value).Replace("\"", "", StringComparison.Ordinal);
            content = Stray().Replace(content, " ");
            if (!content.Any(char.IsLetterOrDigit)) continue;
            if (expression.Length > 0) expression.Append(Separator);
            expression.Append(content);
            if (i == parts.Count - 1 && !phrase.Success && char.IsLetterOrDigit(content[^1])) expression.Append('*');
        }

        return expression.Length == 0 ? null : expression.ToString();
    }

    [GeneratedRegex("""\"(?<phrase>[^\"]*)\"|\S+""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"[\u0000-\u001f*]", RegexOptions.None, 1000)]
    private static partial Regex Stray();
}
