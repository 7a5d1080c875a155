using System.Diagnostics;
using ArtFactory.Benchmarks.Report;
using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace ArtFactory.Benchmarks.Data;

/// <summary>Rows a second through our bulk writer on PostgreSQL beside a hand-written prepared command in one transaction, on the same schema with the same triggers.</summary>
static class PostgresInsertBenchmark
{
    const int Rounds = 5;
    const int Rows = 5_000;

    public static async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddFactoryData(await run.Server.NewDatabaseAsync()).BuildServiceProvider();
        await services.GetRequiredService<Migrator>().UpAsync(cancellationToken);
        var engine = services.GetRequiredService<IDatabaseEngine>();
        var bulk = services.GetRequiredService<BulkWriter>();
        var project = new Project { Id = FactoryId.New(), Name = "Bench" };
        await bulk.InsertAsync([project], cancellationToken: cancellationToken);
        List<double> ours = [], raw = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var (mine, others) = (Make(project.Id), Make(project.Id));
            var started = Stopwatch.GetTimestamp();
            await bulk.InsertAsync(mine, Rows, cancellationToken);
            var a = Stopwatch.GetElapsedTime(started).TotalMicroseconds / Rows;
            started = Stopwatch.GetTimestamp();
            await RawAsync(engine, others, cancellationToken);
            var b = Stopwatch.GetElapsedTime(started).TotalMicroseconds / Rows;

            // The first round warms up.
            if (round == 0) continue;
            ours.Add(a);
            raw.Add(b);
        }

        run.Sheet.Add("bulk insert of products, on PostgreSQL", Middle.Median(ours), "µs a row", Middle.Median(raw), "one raw transaction", Goal.RatioMost(2));
        await engine.CloseAsync(cancellationToken);
    }

    static List<Product> Make(Guid project) => [.. Enumerable.Range(0, Rows).Select(i => BulkInsertBenchmark.Make(project, i))];

    static async Task RawAsync(IDatabaseEngine engine, List<Product> products, CancellationToken cancellationToken)
    {
        await using var connection = (NpgsqlConnection)await engine.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            INSERT INTO products (id, project_id, type, file_path, file_size, file_hash, width, height, mime_type, prompt, perceptual_hash, thumbnail_paths, liked, created_at, updated_at)
            VALUES ($1, $2, 'image', $3, $4, $5, 1024, 1024, 'image/png', $6, $7, $8, false, $9, $9)
            """, connection, transaction);
        NpgsqlDbType[] types = [NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Jsonb, NpgsqlDbType.TimestampTz];
        foreach (var type in types) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        await command.PrepareAsync(cancellationToken);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (var product in products)
        {
            object?[] values =
            [
                product.Id, product.ProjectId, product.FilePath, product.FileSize, product.FileHash, product.Prompt, product.PerceptualHash,
                $$"""{"small":"{{product.ThumbnailPaths!.Small}}","medium":"{{product.ThumbnailPaths.Medium}}","large":"{{product.ThumbnailPaths.Large}}"}""", now,
            ];
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
