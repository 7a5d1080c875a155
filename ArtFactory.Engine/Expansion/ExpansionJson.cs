using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ArtFactory.Engine.Expansion;

/// <summary>Writes the JSON answer of <c>./artfactory expand --json</c>, item by item.</summary>
public static class ExpansionJson
{
    const int Chunk = 1 << 16;
    const int MostItemRemarks = 200;

    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    /// <param name="output">Takes the document.</param>
    /// <param name="expansion">What was parsed; gives the count and the diagnostics.</param>
    /// <param name="items">Those of its items that are shown. What is wrong with them joins the diagnostics.</param>
    /// <returns>Whether an error is among the diagnostics.</returns>
    public static bool Write(TextWriter output, PromptExpansion expansion, IEnumerable<ExpandedItem> items)
    {
        using var buffer = new MemoryStream();
        using var json = new Utf8JsonWriter(buffer, Options);
        var ofItems = new HashSet<Diagnostic>();
        json.WriteStartObject();
        json.WritePropertyName("count");
        json.WriteRawValue(expansion.Count.Total.ToString(CultureInfo.InvariantCulture));
        json.WriteBoolean("exact", expansion.Count.Exact);
        json.WriteStartArray("items");
        foreach (var item in items)
        {
            WriteItem(json, item);
            foreach (var error in item.Errors)
                if (ofItems.Count < MostItemRemarks) ofItems.Add(error);
            if (json.BytesCommitted + json.BytesPending > Chunk) Flush(json, buffer, output);
        }
        json.WriteEndArray();
        json.WriteStartArray("diagnostics");
        foreach (var diagnostic in expansion.Diagnostics.Concat(ofItems.Except(expansion.Diagnostics))) WriteDiagnostic(json, diagnostic);
        json.WriteEndArray();
        json.WriteEndObject();
        Flush(json, buffer, output);
        output.WriteLine();
        return expansion.HasErrors || ofItems.Count > 0;
    }

    static void WriteItem(Utf8JsonWriter json, ExpandedItem item)
    {
        json.WriteStartObject();
        json.WriteString("prompt", item.Prompt);
        json.WriteString("negative_prompt", item.NegativePrompt);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in item.Parameters)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
        json.WriteEndObject();
        json.WriteStartObject("choices");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var choice in item.Choices) json.WriteString(Unique(choice.Name, names), choice.Value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A lookup and a parameter may share a name, the members of an object may not.</summary>
    static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var i = 2; !names.Add(unique); i++) unique = $"{name}#{i}";
        return unique;
    }

    static void WriteDiagnostic(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("severity", diagnostic.Severity.ToString().ToLowerInvariant());
        json.WriteString("code", diagnostic.Code);
        json.WriteString("message", diagnostic.Message);
        json.WriteString("field", diagnostic.Field);
        json.WriteNumber("start", diagnostic.Start);
        json.WriteNumber("length", diagnostic.Length);
        json.WriteEndObject();
    }

    static void Flush(Utf8JsonWriter json, MemoryStream buffer, TextWriter output)
    {
        json.Flush();
        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        buffer.SetLength(0);
    }
}
