using System.Diagnostics;
using ArtFactory.Benchmarks.Report;
using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Benchmarks.Data;

/// <summary>Rows a second through our bulk writer beside a hand-written prepared command in one transaction, on the same schema; and what the triggers cost.</summary>
static class BulkInsertBenchmark
{
    const int Rounds = 5;
    const int Rows = 10_000;

    public static async Task RunAsync(FigureSheet sheet, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("art-factory-bench-").FullName;
        try
        {
            await using var services = new ServiceCollection()
                .AddFactoryData(new DatabaseOptions { Path = Path.Combine(folder, "db", "factory.db") }).BuildServiceProvider();
            await services.GetRequiredService<Migrator>().UpAsync(cancellationToken);
            var engine = services.GetRequiredService<IDatabaseEngine>();
            var project = await PrepareAsync(services, cancellationToken);
            List<double> ours = [], raw = [];
            for (var round = 0; round <= Rounds; round++)
            {
                var (a, b) = (await OursAsync(services, project, cancellationToken), await RawAsync(engine, project, cancellationToken));

                // The first round warms up.
                if (round == 0) continue;
                ours.Add(a);
                raw.Add(b);
            }

            sheet.Add("bulk insert of products", Middle.Median(ours), "µs a row", Middle.Median(raw), "one raw transaction", Goal.RatioMost(1.3));
            var (with, without) = await TriggersAsync(engine, services, cancellationToken);
            sheet.Add("an item's change of status, counted by triggers", with, "µs", without, "without triggers");
            await engine.CloseAsync(cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<Guid> PrepareAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var project = new Project { Id = FactoryId.New(), Name = "Bench" };
        await services.GetRequiredService<BulkWriter>().InsertAsync([project], cancellationToken: cancellationToken);
        return project.Id;
    }

    static async Task<double> OursAsync(ServiceProvider services, Guid project, CancellationToken cancellationToken)
    {
        var products = Enumerable.Range(0, Rows).Select(i => Make(project, i)).ToList();
        var started = Stopwatch.GetTimestamp();
        await services.GetRequiredService<BulkWriter>().InsertAsync(products, Rows, cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Rows;
    }

    internal static Product Make(Guid project, int i)
    {
        var id = FactoryId.New();
        return new Product
        {
            Id = id, ProjectId = project, FilePath = $"originals/{id:N}.png", FileSize = 123_456 + i, FileHash = $"{id:N}{id:N}", Width = 1024, Height = 1024,
            MimeType = "image/png", Prompt = Prompt(i), PerceptualHash = i, ThumbnailPaths = new($"{id:N}-150.webp", $"{id:N}-400.webp", $"{id:N}-800.webp"),
        };
    }

    static string Prompt(int i) => $"A {i % 97} red fox in deep snow at dawn, oil on canvas, number {i}, soft light, rule of thirds";

    static async Task<double> RawAsync(IDatabaseEngine engine, Guid project, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO products (id, project_id, type, file_path, file_size, file_hash, width, height, mime_type, prompt, perceptual_hash, thumbnail_paths, liked, created_at, updated_at)
            VALUES ($id, $project, 'image', $path, $size, $hash, 1024, 1024, 'image/png', $prompt, $perceptual, $thumbnails, 0, $now, $now)
            """;
        var products = Enumerable.Range(0, Rows).Select(i => Make(project, i)).ToList();
        await using var connection = (SqliteConnection)await engine.OpenConnectionAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await using (var transaction = connection.BeginTransaction())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Sql;
            var names = new[] { "$id", "$project", "$path", "$size", "$hash", "$prompt", "$perceptual", "$thumbnails", "$now" };
            var parameters = names.Select(n => command.Parameters.Add(new SqliteParameter { ParameterName = n })).ToArray();
            command.Prepare();
            parameters[1].Value = project.ToByteArray(bigEndian: true);
            parameters[8].Value = "2026-11-22 10:00:00";
            foreach (var product in products)
            {
                parameters[0].Value = product.Id.ToByteArray(bigEndian: true);
                parameters[2].Value = product.FilePath;
                parameters[3].Value = product.FileSize;
                parameters[4].Value = product.FileHash;
                parameters[5].Value = product.Prompt;
                parameters[6].Value = product.PerceptualHash;
                parameters[7].Value = $$"""{"small":"{{product.ThumbnailPaths!.Small}}","medium":"{{product.ThumbnailPaths.Medium}}","large":"{{product.ThumbnailPaths.Large}}"}""";
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Rows;
    }

    /// <summary>Claim and completion of one item each in a transaction of its own, as the line does them, with and without the counting triggers.</summary>
    static async Task<(double With, double Without)> TriggersAsync(IDatabaseEngine engine, ServiceProvider services, CancellationToken cancellationToken)
    {
        const int Items = 2_000;
        var bulk = services.GetRequiredService<BulkWriter>();
        var order = new Order { Id = FactoryId.New(), Provider = "studio", Model = "flow-field", BaseParameterSet = ParameterSet.Parse("""{"prompt":"A [red,blue] fox"}""") };
        await bulk.InsertAsync([order], cancellationToken: cancellationToken);
        var items = Enumerable.Range(1, Items).Select(i => new OrderItem
        {
            Id = FactoryId.New(), OrderId = order.Id, SequenceNumber = i, GenerationParameterSet = ParameterSet.Parse($$"""{"prompt":"A red fox","steps":{{i}}}"""),
        }).ToList();
        await bulk.InsertAsync(items, cancellationToken: cancellationToken);
        await using var connection = await engine.OpenConnectionAsync(cancellationToken);
        List<double> with = [], without = [];
        var create = await TextAsync("SELECT sql FROM sqlite_master WHERE name = 'update_order_item_count_status'");
        for (var round = 0; round <= Rounds; round++)
        {
            var a = await PassAsync();
            await TextAsync("DROP TRIGGER update_order_item_count_status");
            var b = await PassAsync();
            await TextAsync(create);
            if (round == 0) continue;
            with.Add(a);
            without.Add(b);
        }

        return (Middle.Median(with), Middle.Median(without));

        async Task<string> TextAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(cancellationToken) as string ?? "";
        }

        async Task<double> PassAsync()
        {
            await TextAsync("UPDATE order_items SET status = 'pending'");
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE order_items SET status = $status, updated_at = '2026-11-22 10:00:00' WHERE id = $id";
            var status = new SqliteParameter("$status", "");
            var id = new SqliteParameter("$id", Array.Empty<byte>());
            command.Parameters.AddRange(new[] { status, id });
            var started = Stopwatch.GetTimestamp();
            foreach (var item in items)
            {
                foreach (var next in new[] { "generating", "complete" })
                {
                    await using var transaction = await engine.BeginWriteAsync(connection, cancellationToken);
                    command.Transaction = transaction;
                    (status.Value, id.Value) = (next, item.Id.ToByteArray(bigEndian: true));
                    await command.ExecuteNonQueryAsync(cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                }
            }

            return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Items / 2;
        }
    }
}
