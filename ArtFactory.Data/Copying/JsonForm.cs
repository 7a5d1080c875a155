using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ArtFactory.Data.Copying;

/// <summary>
/// One text for JSON that is equal, even where an engine parsed it and wrote it anew: names sorted, of equal names the last, numbers by
/// their digits and their magnitude, however large. It is for comparing and for nothing else.
/// </summary>
static class JsonForm
{
    public static string Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
            var form = new StringBuilder(json.Length);
            Write(form, document.RootElement);
            return form.ToString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or OverflowException)
        {
            // What is no JSON is compared as it stands.
            return json;
        }
    }

    static void Write(StringBuilder form, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var property in value.EnumerateObject()) names[property.Name] = property.Value;
                form.Append('{');
                foreach (var (name, inner) in names)
                {
                    Text(form, name);
                    form.Append(':');
                    Write(form, inner);
                }

                form.Append('}');
                break;
            case JsonValueKind.Array:
                form.Append('[');
                foreach (var inner in value.EnumerateArray())
                {
                    Write(form, inner);
                    form.Append(',');
                }

                form.Append(']');
                break;
            case JsonValueKind.String: Text(form, value.GetString()!); break;
            case JsonValueKind.Number: Number(form, value.GetRawText()); break;
            default: form.Append(value.ValueKind); break;
        }
    }

    static void Text(StringBuilder form, string text) => form.Append(CultureInfo.InvariantCulture, $"{text.Length}\"").Append(text);

    /// <summary><c>1200</c>, <c>1.2e3</c> and <c>1200.0</c> are all <c>12e2</c>.</summary>
    static void Number(StringBuilder form, string text)
    {
        var at = text.AsSpan().IndexOfAny('e', 'E');
        var (mantissa, exponent) = at < 0 ? (text, 0L) : (text[..at], long.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        var negative = mantissa[0] == '-';
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0) exponent -= mantissa.Length - point - 1;
        var digits = mantissa.Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            form.Append('0');
            return;
        }

        form.Append(CultureInfo.InvariantCulture, $"{(negative ? "-" : "")}{significant}e{exponent + digits.Length - significant.Length}");
    }
}
