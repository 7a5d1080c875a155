using System.Globalization;
using System.Text;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Web.Cli;

/// <summary>Shows a diagnostic under the text it is about.</summary>
static class DiagnosticLines
{
    /// <summary>Writes the message, the line of the field's text it points into, and a mark under the place.</summary>
    /// <param name="writer">Takes the lines.</param>
    /// <param name="diagnostic">What to say.</param>
    /// <param name="text">The field as typed; null when there is none to show.</param>
    public static void Write(TextWriter writer, Diagnostic diagnostic, string? text)
    {
        var severity = diagnostic.Severity.ToString().ToLowerInvariant();
        var field = diagnostic.Field.Replace('_', ' ');
        var advice = diagnostic.Code == DialectTranslator.RemarkCode ? " " + ForeignPrompt.Advice : "";
        writer.WriteLine($"{severity} in {field}: {diagnostic.Message}{advice} [{diagnostic.Code}]");
        if (string.IsNullOrEmpty(text)) return;

        var start = Math.Clamp(diagnostic.Start, 0, text.Length);
        var lineStart = start == 0 ? 0 : text.LastIndexOf('\n', start - 1) + 1;
        var lineEnd = text.IndexOf('\n', start) is var end and >= 0 ? end : text.Length;
        var length = Math.Clamp(diagnostic.Length, 1, Math.Max(1, lineEnd - start));
        var line = text[lineStart..lineEnd].TrimEnd('\r').Replace('\t', ' ');
        writer.WriteLine("  " + line);
        var marked = Math.Max(1, Width(text[start..Math.Min(text.Length, start + length)]));
        writer.WriteLine("  " + new string(' ', Width(text[lineStart..start])) + "^" + new string('~', marked - 1));
    }

    /// <summary>Columns on a terminal: marks over a letter take none, East Asian letters and pictures take two.</summary>
    static int Width(string text)
    {
        var columns = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) continue;
            columns += IsWide(rune.Value) ? 2 : 1;
        }

        return columns;
    }

    static bool IsWide(int rune) =>
        rune is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
