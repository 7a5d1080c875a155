using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArtFactory.Web.Cli;

/// <summary>Where a verb writes: answers to standard output, everything else to standard error.</summary>
sealed class VerbOutput(TextWriter answer, TextWriter notes, bool json)
{
    static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
    };

    /// <summary>The option of every verb that answers something.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Answer as JSON" };

    public static VerbOutput Of(ParseResult parsed, Option<bool>? json = null) =>
        new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, json is not null && parsed.GetValue(json));

    /// <summary>Whether the answer is one JSON document; then nothing else may be written to it.</summary>
    public bool IsJson { get; } = json;

    public TextWriter Answer { get; } = answer;

    public TextWriter Notes { get; } = notes;

    /// <summary>Whether notes go to a terminal that can redraw a line.</summary>
    public bool IsTerminal => ReferenceEquals(Notes, Console.Error) && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    public void Write(string line) => Answer.WriteLine(line);

    public void Note(string line) => Notes.WriteLine(line);

    public void WriteJson<T>(T document) => Answer.WriteLine(JsonSerializer.Serialize(document, Format));
}
