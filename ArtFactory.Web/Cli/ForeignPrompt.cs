using System.CommandLine;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Web.Cli;

/// <summary>Prompts written for other tools, on the command line.</summary>
static class ForeignPrompt
{
    /// <summary>How to have what <see cref="DialectTranslator.RemarkCode"/> remarks translated.</summary>
    public const string Advice = "Add --translate to have it translated.";

    public static Option<bool> Translate() => new("--translate") { Description = "Take {a|b} and __name__ of other tools as [a,b] and [name]" };

    /// <summary>The text as the expansion is to read it; what a translation loses is said under the text it was in.</summary>
    public static string Read(string text, string field, bool translate, TextWriter notes)
    {
        if (!translate) return text;
        var translation = DialectTranslator.Translate(text);
        foreach (var lost in translation.Diagnostics) DiagnosticLines.Write(notes, lost with { Field = field }, text);
        return translation.Text;
    }
}
