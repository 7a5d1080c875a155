using ArtFactory.Web.Cli;

namespace ArtFactory.Tests.Cli;

/// <summary>A data folder of one's own, gone with the test; verbs run on it in this process.</summary>
public sealed class TemporaryData : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("artfactory-cli-");

    /// <summary>The data folder; not there until a verb makes it.</summary>
    public string Root => Path.Combine(_folder.FullName, "data");

    /// <summary>A place for other files of the test.</summary>
    public string Beside(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Runs one command line as the program would, without the cost of a process.</summary>
    public async Task<ProgramAnswer> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await FactoryCommands.RunAsync([.. args, "--data", Root], output, error);
        return new(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        _folder.Refresh();
        if (_folder.Exists) _folder.Delete(recursive: true);
    }
}
