using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArtFactory.Data.Copying;

namespace ArtFactory.Data.Sqlite;

/// <summary>A value as <see cref="SqliteFactoryContext"/> stores it.</summary>
static class SqliteCopyValue
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000, SkipValidation = true };
    static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    public static object Of(object? value, CopyKind kind) => value is null
        ? DBNull.Value
        : kind switch
        {
            CopyKind.Id => ((Guid)value).ToByteArray(bigEndian: true),
            CopyKind.Money => (long)decimal.Round((decimal)value * 1_000_000m, 0, MidpointRounding.AwayFromZero),
            CopyKind.Json => Compact((string)value),
            _ => value,
        };

    /// <summary>Without the spaces that another engine puts in; numbers keep their text.</summary>
    static string Compact(string json)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(json.Length);
        try
        {
            using var document = JsonDocument.Parse(json, Deep);
            using var writer = new Utf8JsonWriter(buffer, Plain);
            document.RootElement.WriteTo(writer);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or deeper than anyone writes it: it is kept as it is.
            return json;
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
