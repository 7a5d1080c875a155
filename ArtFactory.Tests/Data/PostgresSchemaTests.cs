using ArtFactory.Data;
using ArtFactory.Data.Products;
using ArtFactory.Data.Tags;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Data;

/// <summary>The schema as it was asked for, on PostgreSQL.</summary>
public sealed class PostgresSchemaTests
{
    [Fact]
    public async Task Every_specified_table_has_its_columns_types_and_references()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        foreach (var table in SchemaSpecification.Tables)
        {
            var columns = (await database.RowsAsync($"SELECT column_name, udt_name, is_nullable FROM information_schema.columns WHERE table_name = '{table.Name}'"))
                .ToDictionary(r => r[0], StringComparer.Ordinal);
            var references = (await database.RowsAsync($"""
                SELECT a.attname, c.confrelid::regclass::text, c.confdeltype FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                WHERE c.contype = 'f' AND c.conrelid = '{table.Name}'::regclass
                """)).ToDictionary(r => r[0], StringComparer.Ordinal);
            foreach (var column in table.Columns)
            {
                var name = $"{table.Name}.{column.Name}";
                columns.ShouldContainKey(column.Name, name);
                columns[column.Name][1].ShouldBeOneOf(TypesOf(column.Affinity));
                if (column.IsRequired) columns[column.Name][2].ShouldBe("NO", name);
                if (column.Reference is null) continue;
                references.ShouldContainKey(column.Name, name);
                var action = references[column.Name][2] switch { "c" => "CASCADE", "n" => "SET NULL", _ => "" };
                $"{references[column.Name][1]} {action}".ShouldStartWith(column.Reference, Case.Sensitive, name);
            }
        }
    }

    [Fact]
    public async Task Every_specified_index_is_there_and_those_of_search_and_json_are_inverted()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        var found = (await database.RowsAsync("SELECT indexname, tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'")).ToDictionary(r => r[0], StringComparer.Ordinal);
        foreach (var index in SchemaSpecification.Indexes.Where(i => !i.Columns.Contains("USING", StringComparison.Ordinal)))
        {
            found.ShouldContainKey(index.Name);
            found[index.Name][1].ShouldBe(index.Table);
            found[index.Name][2].Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).ShouldContain($"({index.Columns})");
            if (index.IsUnique) found[index.Name][2].ShouldStartWith("CREATE UNIQUE");
        }

        foreach (var (name, column) in new[] { ("idx_orders_search", "search_vector"), ("idx_products_search", "search_vector"), ("idx_orders_parameters", "base_parameter_set"), ("idx_products_metadata", "metadata") })
            found[name][2].ShouldContain($"USING gin ({column})");
    }

    [Fact]
    public async Task The_kinds_of_columns_are_the_engines_own()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        async Task<string> TypeAsync(string table, string column) =>
            (await database.RowsAsync($"SELECT udt_name FROM information_schema.columns WHERE table_name = '{table}' AND column_name = '{column}'"))[0][0];
        (await TypeAsync("products", "id")).ShouldBe("uuid");
        (await TypeAsync("products", "metadata")).ShouldBe("jsonb");
        (await TypeAsync("products", "created_at")).ShouldBe("timestamptz");
        (await TypeAsync("orders", "cost_spent")).ShouldBe("numeric");
        (await TypeAsync("orders", "search_vector")).ShouldBe("tsvector");
        (await database.RowsAsync("SELECT column_name FROM information_schema.columns WHERE table_name = 'migration_history' ORDER BY 1")).Select(r => r[0])
            .ShouldBe(["applied_at", "description", "version"]);
    }

    [Fact]
    public async Task Ids_sort_in_arrival_order_and_like_takes_no_notice_of_case()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        var ids = Enumerable.Range(0, 50).Select(_ => FactoryId.New()).ToList();
        await using var context = database.Open();
        context.AddRange(ids.AsEnumerable().Reverse().Select(id => new Tag { Id = id, Name = $"Fox {id}" }));
        await context.SaveChangesAsync();
        (await context.Tags.OrderBy(t => t.Id).Select(t => t.Id).ToListAsync()).ShouldBe(ids);
        (await context.Tags.CountAsync(t => EF.Functions.Like(t.Name, "%fox%", "\\"))).ShouldBe(50);
    }

    [Fact]
    public async Task Words_are_split_where_the_other_engine_splits_them()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using var context = database.Open();
        context.Add(new Product { Id = FactoryId.New(), FilePath = "a.png", Prompt = "An oil-painted fox/owl at 4k, f1.8 — «Über» naïve 狐狸", Notes = "first" });
        await context.SaveChangesAsync();
        foreach (var (text, isFound) in new[]
        {
            ("painted", true), ("oil", true), ("owl", true), ("4k", true), ("uber", true), ("naive", true), ("狐狸", true), ("\"fox owl\"", true), ("\"owl fox\"", false),
            ("\"狐狸 first\"", false), ("pain", true), ("\"pain\"", false), ("f1", true),
        })
            (await database.Engine.MatchProducts(context, database.Engine.MatchExpression(text)!).CountAsync()).ShouldBe(isFound ? 1 : 0, text);
    }

    [Fact]
    public async Task A_deep_page_seeks()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        var insert = database.Services.GetService(typeof(BulkWriter)).ShouldBeOfType<BulkWriter>();
        var middle = Guid.Empty;
        await insert.InsertAsync(Enumerable.Range(0, 20_000).Select(i =>
        {
            var product = new Product { Id = FactoryId.New(), FilePath = $"{i}.png" };
            if (i == 10_000) middle = product.Id;
            return product;
        }));
        await database.Engine.AnalyzeAsync();
        var plan = string.Join('\n', (await database.RowsAsync(
            $"EXPLAIN SELECT id FROM products WHERE deleted_at IS NULL AND id < '{middle}' ORDER BY id DESC LIMIT 60")).Select(r => r[0]));
        plan.ShouldContain("Index");
        plan.ShouldNotContain("Sort", Case.Sensitive, plan);
        plan.ShouldNotContain("Seq Scan", Case.Sensitive, plan);
    }

    [Fact]
    public async Task A_backup_is_whole_and_can_be_put_back()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using (var context = database.Open())
        {
            context.AddRange(Enumerable.Range(0, 100).Select(i => new Product { Id = FactoryId.New(), FilePath = $"{i}.png", Prompt = "A fox", Metadata = ParameterSet.Parse("""{"a":1}""") }));
            await context.SaveChangesAsync();
        }

        var path = Path.Combine(database.Folder, "copies", "one.zip");
        await database.Engine.BackupAsync(path);
        await Should.ThrowAsync<IOException>(() => database.Engine.BackupAsync(path));
        await using (var context = database.Open()) await context.Products.ExecuteDeleteAsync();
        await database.Engine.RestoreAsync(path);
        await using var reading = database.Open();
        (await reading.Products.CountAsync()).ShouldBe(100);
        (await database.Engine.MatchProducts(reading, "fox").CountAsync()).ShouldBe(100);
    }

    [Fact]
    public async Task A_backup_put_into_a_new_database_can_be_added_to()
    {
        await using var first = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await AddAsync(first, 100);
        var path = Path.Combine(first.Folder, "copies", "one.zip");
        await first.Engine.BackupAsync(path);

        await using var second = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await second.Engine.RestoreAsync(path);
        await AddAsync(second, 1);
        (await second.RowsAsync("SELECT count(*), count(DISTINCT seq), max(seq) FROM products"))[0].ShouldBe(["101", "101", "101"]);

        static async Task AddAsync(TestDatabase database, int products)
        {
            await using var context = database.Open();
            context.AddRange(Enumerable.Range(0, products).Select(i => new Product { Id = FactoryId.New(), FilePath = $"{i}.png" }));
            await context.SaveChangesAsync();
        }
    }

    static string[] TypesOf(string affinity) => affinity switch
    {
        "BLOB" => ["uuid"],
        "INTEGER" => ["int4", "int8", "bool"],
        "REAL" => ["float8"],
        _ => ["text", "varchar", "timestamptz", "jsonb"],
    };
}
