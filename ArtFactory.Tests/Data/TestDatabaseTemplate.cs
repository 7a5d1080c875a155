using System.Collections.Concurrent;
using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Data;

/// <summary>Migrates one database a process and engine; tests copy its file.</summary>
static class TestDatabaseTemplate
{
    static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new(StringComparer.Ordinal);

    public static Task<string> PathAsync(string engine) => Templates.GetOrAdd(engine, e => new Lazy<Task<string>>(() => MakeAsync(e))).Value;

    static async Task<string> MakeAsync(string engine)
    {
        var folder = Directory.CreateTempSubdirectory("art-factory-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var copy = Path.Combine(folder, "template.db");
        await using var services = TestDatabase.Build(new DatabaseOptions { Engine = engine, Path = Path.Combine(folder, "db", "factory.db") });
        Directory.CreateDirectory(Path.Combine(folder, "db"));
        await services.GetRequiredService<Migrator>().UpAsync();
        var database = services.GetRequiredService<IDatabaseEngine>();
        await database.BackupAsync(copy);
        await database.CloseAsync();
        return copy;
    }
}
