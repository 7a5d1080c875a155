using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Data.Copying;
using ArtFactory.Data.Migrations;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests;

/// <summary>What runs in a process of its own, to be killed by a test or used by hand: <c>dotnet exec ArtFactory.Tests.dll VERB ...</c>.</summary>
static class ChildProcess
{
    /// <summary><c>migrate PLACE N</c>: migrates a file, or the database of a connection string, and dies just before the Nth command; 0 lets it live and counts them.</summary>
    public const string Migrate = "migrate";

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is [FakeProviderCommand.Verb, .. var rest]) return await FakeProviderCommand.RunAsync(rest);
        if (arguments is not [Migrate, var place, var at]) return 2;
        using var fuse = new CommandFuse(int.Parse(at, CultureInfo.InvariantCulture), () => System.Diagnostics.Process.GetCurrentProcess().Kill());
        var options = new DatabaseOptions().At(place);
        fuse.Listen(options.Engine);
        await using var services = TestDatabase.Build(options);
        await services.GetRequiredService<Migrator>().UpAsync();
        await services.GetRequiredService<IDatabaseEngine>().CloseAsync();
        Console.WriteLine(fuse.Commands);
        return 0;
    }
}
