using System.Text.RegularExpressions;

namespace ArtFactory.Tests.Data;

/// <summary>The tables and indexes of <c>specification.sql</c>, the schema as it was asked for.</summary>
static partial class SchemaSpecification
{
    static readonly string Text = ReadText();

    public static IReadOnlyList<SpecifiedTable> Tables { get; } = [.. Table().Matches(Text).Select(ReadTable)];

    public static IReadOnlyList<SpecifiedIndex> Indexes { get; } = [.. Index().Matches(Text).Select(m => new SpecifiedIndex(
        m.Groups["name"].Value, m.Groups["table"].Value, m.Groups["columns"].Value.Replace(" ", "", StringComparison.Ordinal), m.Groups["unique"].Success))];

    static SpecifiedTable ReadTable(Match match)
    {
        var lines = match.Groups["body"].Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var columns = lines.Select(line => Column().Match(line)).Where(m => m.Success).Select(m => new SpecifiedColumn(
            m.Groups["name"].Value,
            AffinityOf(m.Groups["type"].Value),
            m.Groups["rest"].Value.Contains("NOT NULL", StringComparison.Ordinal),
            DefaultOf(m.Groups["rest"].Value),
            Reference().Match(m.Groups["rest"].Value) is { Success: true } r ? $"{r.Groups["table"].Value} {r.Groups["action"].Value}".Trim() : null));
        return new SpecifiedTable(match.Groups["name"].Value, [.. columns]);
    }

    static string AffinityOf(string type) => type switch
    {
        "UUID" => "BLOB",
        "INTEGER" or "BIGINT" or "BOOLEAN" => "INTEGER",
        "FLOAT" => "REAL",
        _ => "TEXT",
    };

    static string? DefaultOf(string rest) => Default().Match(rest) is not { Success: true } match ? null : match.Groups["value"].Value switch
    {
        "FALSE" => "0",
        "TRUE" => "1",
        var value when value.StartsWith("uuid_", StringComparison.Ordinal) => null, // Ids are made by the program.
        var value => value,
    };

    static string ReadText()
    {
        using var stream = typeof(SchemaSpecification).Assembly.GetManifestResourceStream("specification.sql")!;
        using var reader = new StreamReader(stream);
        return Comment().Replace(reader.ReadToEnd(), "");
    }

    [GeneratedRegex("--[^\n]*", RegexOptions.None, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"CREATE TABLE (?<name>\w+) \((?<body>.*?)\n\);", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Table();

    [GeneratedRegex(@"^(?<name>[a-z_]+) (?<type>[A-Z]+)(\(\d+\))?(?<rest>.*?),?\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Column();

    [GeneratedRegex(@"DEFAULT (?<value>[\w']+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Default();

    [GeneratedRegex(@"REFERENCES (?<table>\w+)\(id\)( ON DELETE (?<action>CASCADE|SET NULL))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"CREATE (?<unique>UNIQUE )?INDEX (?<name>\w+) ON (?<table>\w+)\((?<columns>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Index();
}
