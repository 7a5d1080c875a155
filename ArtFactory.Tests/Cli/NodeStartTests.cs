using ArtFactory.Tests.Data;
using ArtFactory.Tests.Production;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Cli;

/// <summary>Several nodes start on one empty database at the same moment.</summary>
[Trait("speed", "slow")]
public sealed class NodeStartTests
{
    const int Nodes = 3;

    [Fact]
    public async Task One_migrates_the_others_wait_and_all_of_them_work()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(TestDatabase.Postgres);
        using var media = new TemporaryData();
        var folders = Enumerable.Range(0, Nodes).Select(_ => new TemporaryData()).ToList();
        var nodes = folders.ConvertAll(folder => Start(database, media, folder, "worker"));
        try
        {
            foreach (var said in await Task.WhenAll(nodes.Select(node => node.ReadLineAsync()))) said.ShouldBe("The worker runs. Stop with Ctrl+C.");
            var applied = (await database.RowsAsync("SELECT version FROM migration_history")).Select(r => r[0]).ToList();
            applied.ShouldBeUnique();
            (await database.Migrator.StatusAsync()).Pending.ShouldBeEmpty();
            await TestFactory.UntilAsync(async () => (await database.RowsAsync("SELECT count(*) FROM nodes"))[0][0] == $"{Nodes}");

            await using var order = Start(database, media, folders[0], "order", "A [red,blue] fox, [oil,ink]", "--model", "studio/flow-field", "-p", "width=64", "-p", "height=64", "--wait");
            (await order.EndAsync()).ShouldEndWith(0);
            await using var context = await database.Contexts.CreateDbContextAsync();
            (await context.Products.CountAsync()).ShouldBe(4);
        }
        finally
        {
            foreach (var node in nodes)
            {
                node.Kill();
                await node.DisposeAsync();
            }

            foreach (var folder in folders) folder.Dispose();
        }
    }

    static FactoryProcess Start(TestDatabase database, TemporaryData media, TemporaryData folder, params string[] args) =>
        FactoryProcess.StartProgram("dotnet", [FactoryProcess.Program, .. args, "--data", folder.Root], environment: new Dictionary<string, string>
        {
            ["Database__Engine"] = database.Options.Engine, ["Database__ConnectionString"] = database.Options.ConnectionString, ["Media__Folder"] = media.Root,
            ["Imaging__Workers"] = "1",
        });
}
