namespace ArtFactory.Web.Cli;

/// <summary>Names and values in two columns; what has no value is left out.</summary>
static class FieldLines
{
    public static void Write(TextWriter writer, IEnumerable<(string Name, string? Value)> fields)
    {
        var shown = fields.Where(field => !string.IsNullOrEmpty(field.Value)).ToList();
        var width = shown.Max(field => field.Name.Length) + 2;
        foreach (var (name, value) in shown)
            writer.WriteLine(name.PadRight(width) + value!.ReplaceLineEndings("\n" + new string(' ', width)));
    }
}
