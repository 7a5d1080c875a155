using System.Globalization;
using System.Text.Json;

namespace ArtFactory.Data.Copying;

/// <summary>The key of a row as text, and back.</summary>
public static class CopyKey
{
    /// <summary>A JSON array of the key's values.</summary>
    public static string Write(CopyTable table, object?[] row) => JsonSerializer.Serialize(table.Key.Select(i => Text(row[i])), JsonSerializerOptions.Web);

    public static object?[] Read(CopyTable table, string text) =>
        [.. JsonSerializer.Deserialize<string[]>(text, JsonSerializerOptions.Web)!.Zip(table.KeyColumns, (value, column) => Value(value, column))];

    /// <summary>As a person would look for it: <c>id = 0199...</c>.</summary>
    public static string Describe(CopyTable table, object?[] row) => string.Join(", ", table.Key.Select(i => $"{table.Columns[i].Name} = {Text(row[i])}"));

    static string Text(object? value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value!,
    };

    static object Value(string text, CopyColumn column) => column.Kind switch
    {
        CopyKind.Id => Guid.Parse(text, CultureInfo.InvariantCulture),
        CopyKind.Day => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        CopyKind.Whole => int.Parse(text, CultureInfo.InvariantCulture),
        CopyKind.Wide => long.Parse(text, CultureInfo.InvariantCulture),
        CopyKind.Text => text,
        _ => throw new InvalidOperationException($"{column.Name} is part of a key and a {column.Kind}, which the copy between engines cannot seek by."),
    };
}
