using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ArtFactory.Data.Migrations;

/// <summary>Writes the migration for a changed model, for every engine, with the tools of the framework. Works in a source tree only.</summary>
public static partial class MigrationScaffold
{
    static readonly (string Context, string Folder)[] Engines = [("SqliteFactoryContext", "Sqlite/Migrations"), ("PostgresFactoryContext", "Postgres/Migrations")];

    /// <summary>Adds a migration of that name and returns the tools' output.</summary>
    /// <param name="name">Upper camel case, such as <c>AddSavedSearches</c>.</param>
    /// <param name="sources">The folder with <c>ArtFactory.sln</c>.</param>
    /// <param name="cancellationToken">Stops the tools.</param>
    /// <exception cref="ArgumentException">The name or the folder does not fit.</exception>
    /// <exception cref="InvalidOperationException">The tools failed; the message holds what they said.</exception>
    public static async Task<string> AddAsync(string name, string sources, CancellationToken cancellationToken = default)
    {
        if (!Name().IsMatch(name))
            throw new ArgumentException($"'{name}' cannot name a migration. Use words in upper camel case, such as AddSavedSearches.", nameof(name));
        if (!File.Exists(Path.Combine(sources, "ArtFactory.sln")))
            throw new ArgumentException($"{sources} does not hold ArtFactory.sln. Migrations are added in a source tree.", nameof(sources));
        var output = await RunAsync(sources, ["tool", "restore"], cancellationToken);
        foreach (var (context, folder) in Engines)
        {
            output += await RunAsync(sources,
                ["ef", "migrations", "add", name, "--project", "ArtFactory.Data", "--context", context, "--output-dir", folder], cancellationToken);
        }

        return output;
    }

    static async Task<string> RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet cannot be started. Install the .NET 10 SDK.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var said = await output + await errors;
            return process.ExitCode == 0 ? said : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{said}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]{0,33}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
