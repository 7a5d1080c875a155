using System.Text;

namespace ArtFactory.Web.Cli;

/// <summary>Rows in aligned columns; the last column may be as long as it likes.</summary>
sealed class TextTable(params string[] headings)
{
    readonly List<string[]> _rows = [headings];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(TextWriter writer)
    {
        var widths = headings.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            var line = new StringBuilder();
            for (var column = 0; column < row.Length; column++)
                line.Append(column == row.Length - 1 ? row[column] : row[column].PadRight(widths[column] + 2));
            writer.WriteLine(line.ToString().TrimEnd());
        }
    }

    /// <summary>One line, cut to a length with an ellipsis.</summary>
    public static string Cut(string text, int length)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= length ? line : line[..(length - 1)] + "…";
    }
}
