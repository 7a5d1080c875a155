using System.Text.Json;

namespace ArtFactory.Tests.Cli;

/// <summary>What a run of the program said and answered.</summary>
public sealed record ProgramAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as the one JSON document it must be.</summary>
    public JsonElement Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"Not JSON: {Output}\n{Error}", e);
        }
    }

    public ProgramAnswer ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"{Output}\n{Error}");
        return this;
    }
}
