using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Data;

public sealed class SchemaTests
{
    [Fact]
    public async Task Every_specified_table_has_its_columns_types_defaults_and_references()
    {
        await using var database = await TestDatabase.CreateAsync();
        SchemaSpecification.Tables.Count.ShouldBe(15);
        foreach (var table in SchemaSpecification.Tables)
        {
            var columns = (await database.RowsAsync($"SELECT name, type, \"notnull\" OR pk > 0, coalesce(dflt_value, '') FROM pragma_table_xinfo('{table.Name}')"))
                .ToDictionary(r => r[0], StringComparer.Ordinal);
            var references = (await database.RowsAsync($"SELECT \"from\", \"table\", on_delete FROM pragma_foreign_key_list('{table.Name}')"))
                .ToDictionary(r => r[0], StringComparer.Ordinal);
            columns.ShouldNotBeEmpty($"the table {table.Name}");
            foreach (var column in table.Columns)
            {
                var name = $"{table.Name}.{column.Name}";
                columns.ShouldContainKey(column.Name, name);
                columns[column.Name][1].ShouldBe(column.Affinity, name);
                if (column.IsRequired) columns[column.Name][2].ShouldBe("1", name);
                if (column.Default is not null) columns[column.Name][3].ShouldBe(column.Default, name);
                if (column.Reference is not null)
                {
                    references.ShouldContainKey(column.Name, name);
                    $"{references[column.Name][1]} {references[column.Name][2]}".ShouldStartWith(column.Reference, Case.Sensitive, name);
                }
            }
        }
    }

    [Fact]
    public async Task Every_specified_index_is_there_on_its_columns()
    {
        await using var database = await TestDatabase.CreateAsync();
        var portable = SchemaSpecification.Indexes.Where(i => !i.Columns.Contains("USING", StringComparison.Ordinal)).ToList();
        portable.Count.ShouldBe(31);
        foreach (var index in portable)
        {
            var columns = string.Join(',', (await database.RowsAsync($"SELECT name FROM pragma_index_info('{index.Name}') ORDER BY seqno")).Select(r => r[0]));
            columns.ShouldBe(index.Columns, index.Name);
            var facts = (await database.RowsAsync($"SELECT \"unique\", partial FROM pragma_index_list('{index.Table}') WHERE name = '{index.Name}'")).ShouldHaveSingleItem(index.Name);
            facts[1].ShouldBe("0", index.Name);
            if (index.IsUnique) facts[0].ShouldBe("1", index.Name);
        }
    }

    [Theory]
    [InlineData("models", "provider_id,model_id")]
    [InlineData("lookups", "key")]
    [InlineData("tags", "name")]
    public async Task What_must_be_unique_is(string table, string columns)
    {
        await using var database = await TestDatabase.CreateAsync();
        var unique = await database.RowsAsync(
            $"SELECT group_concat(c.name, ',') FROM pragma_index_list('{table}') i, pragma_index_info(i.name) c WHERE i.\"unique\" AND i.partial = 0 GROUP BY i.name");
        unique.Select(r => r[0]).ShouldContain(columns);
    }

    [Theory]
    [InlineData("update_project_product_count", "products")]
    [InlineData("update_project_order_count", "orders")]
    [InlineData("update_collection_product_count", "collection_products")]
    [InlineData("update_tag_usage_count", "tag_associations")]
    public async Task The_specified_triggers_watch_their_tables(string name, string table)
    {
        await using var database = await TestDatabase.CreateAsync();
        var triggers = (await database.RowsAsync($"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")).Select(r => r[0]).ToList();
        triggers.ShouldContain(name + "_insert");
        triggers.ShouldContain(name + "_delete");
        triggers.ShouldContain(name + "_update");
    }

    [Fact]
    public async Task The_history_says_in_words_what_was_applied()
    {
        await using var database = await TestDatabase.CreateAsync();
        var rows = await database.RowsAsync("SELECT version, description, applied_at FROM migration_history ORDER BY version");
        rows[0][0].ShouldEndWith("_Initial");
        rows[1][1].ShouldBe("Search and triggers");
        rows.ShouldAllBe(r => r[2].Length > 0);
    }

    [Fact]
    public async Task Ids_are_kept_as_sixteen_bytes_that_sort_in_arrival_order()
    {
        await using var database = await TestDatabase.CreateAsync();
        var ids = Enumerable.Range(0, 50).Select(_ => ArtFactory.Data.FactoryId.New()).ToList();
        await using var context = database.Open();
        context.AddRange(ids.AsEnumerable().Reverse().Select(id => new ArtFactory.Data.Tags.Tag { Id = id, Name = id.ToString() }));
        await context.SaveChangesAsync();
        (await context.Tags.OrderBy(t => t.Id).Select(t => t.Id).ToListAsync()).ShouldBe(ids);
        (await database.RowsAsync("SELECT DISTINCT typeof(id), length(id) FROM tags")).ShouldHaveSingleItem().ShouldBe(["blob", "16"]);
    }
}
