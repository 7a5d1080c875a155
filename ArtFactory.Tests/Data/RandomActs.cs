using System.Data.Common;
using ArtFactory.Data;

namespace ArtFactory.Tests.Data;

/// <summary>Random inserts, moves, deletes and restores over every table that has a count, by plain SQL: whatever writes, the counts hold.</summary>
sealed class RandomActs(TestDatabase database, DbConnection connection, Random random)
{
    static readonly (string Entity, string Table)[] Tagged = [("project", "projects"), ("order", "orders"), ("product", "products"), ("collection", "collections")];
    static readonly string[] Statuses = ["pending", "generating", "complete", "failed", "cancelled"];
    readonly HashSet<int> _seen = [];
    DbTransaction? _transaction;
    int _number;

    /// <summary>How many different kinds of act there have been.</summary>
    public int Kinds => _seen.Count;

    public async Task ActAsync(DbTransaction transaction)
    {
        _transaction = transaction;
        _number++;
        var kind = random.Next(100);
        _seen.Add(kind);
        await (kind switch
        {
            < 3 => RunAsync("INSERT INTO projects(id, name) VALUES(@id, 'p' || @n)"),
            < 7 => RunAsync($"INSERT INTO orders(id, project_id, provider, model, base_parameter_set, deleted_at) VALUES(@id, {Any("projects", true)}, 'studio', 'm', '{{\"prompt\":\"fox\"}}', {Deleted()})"),
            < 17 => RunAsync($"INSERT INTO order_items(id, order_id, sequence_number, status) SELECT @id, o.id, @n, {Status()} FROM orders o WHERE o.id = {Any("orders")}"),
            < 30 => RunAsync($"INSERT INTO products(id, project_id, order_item_id, type, file_path, prompt, deleted_at) VALUES(@id, {Any("projects", true)}, {Any("order_items", true)}, 'image', 'f', 'a fox ' || @n, {Deleted()})"),
            < 33 => RunAsync("INSERT INTO collections(id, name) VALUES(@id, 'c' || @n)"),
            < 36 => RunAsync("INSERT INTO tags(id, name) VALUES(@id, 't' || @n)"),
            < 44 => RunAsync($"INSERT INTO collection_products(collection_id, product_id) SELECT c.id, p.id FROM collections c, products p WHERE c.id = {Any("collections")} AND p.id = {Any("products")} ON CONFLICT DO NOTHING"),
            < 54 => TagAsync(),
            < 60 => RunAsync($"UPDATE order_items SET status = {Status()} WHERE id = {Any("order_items")}"),
            < 62 => RunAsync($"UPDATE order_items SET order_id = coalesce({Any("orders")}, order_id) WHERE id = {Any("order_items")}"),
            < 66 => RunAsync($"UPDATE products SET project_id = {Any("projects", true)} WHERE id IN (SELECT id FROM products ORDER BY random() LIMIT 5)"),
            < 68 => RunAsync($"UPDATE orders SET project_id = {Any("projects", true)} WHERE id = {Any("orders")}"),
            < 70 => RunAsync($"UPDATE products SET project_id = {Any("projects", true)}, deleted_at = {Deleted()} WHERE id = {Any("products")}"),
            < 80 => ToggleAsync(),
            < 84 => RunAsync($"DELETE FROM collection_products WHERE product_id = {Any("products")}"),
            < 87 => MoveAsync("collection_products", "collection_id", Any("collections"), $"product_id = {Any("products")}", "o.product_id = collection_products.product_id"),
            < 90 => RunAsync($"DELETE FROM tag_associations WHERE tag_id = {Any("tags")} AND entity_id IN (SELECT entity_id FROM tag_associations ORDER BY random() LIMIT 3)"),
            < 92 => MoveAsync("tag_associations", "tag_id", Any("tags"), $"entity_id = {Any("products")}", "o.entity_type = tag_associations.entity_type AND o.entity_id = tag_associations.entity_id"),
            < 96 => RunAsync($"DELETE FROM products WHERE id = {Any("products")}"),
            96 => RunAsync($"DELETE FROM orders WHERE id = {Any("orders")}"),
            97 => RunAsync($"DELETE FROM projects WHERE id = {Any("projects")}"),
            98 => RunAsync($"DELETE FROM collections WHERE id = {Any("collections")}"),
            _ => RunAsync($"DELETE FROM tags WHERE id = {Any("tags")}"),
        });
    }

    Task TagAsync()
    {
        var (entity, table) = Tagged[random.Next(Tagged.Length)];
        return RunAsync($"INSERT INTO tag_associations(tag_id, entity_type, entity_id) SELECT t.id, '{entity}', e.id FROM tags t, {table} e WHERE t.id = {Any("tags")} AND e.id = {Any(table)} ON CONFLICT DO NOTHING");
    }

    /// <summary>Moves one of the rows, unless it is there already.</summary>
    Task MoveAsync(string table, string column, string target, string rows, string same) => RunAsync($"""
        UPDATE {table} SET {column} = coalesce({target}, {column}) WHERE {rows}
            AND {column} = (SELECT m.{column} FROM {table} m WHERE m.{rows} ORDER BY m.{column} LIMIT 1)
            AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.{column} = {target} AND {same})
        """);

    Task ToggleAsync()
    {
        var table = Tagged[random.Next(Tagged.Length)].Table;
        return RunAsync($"UPDATE {table} SET deleted_at = CASE WHEN deleted_at IS NULL THEN {Moment} END WHERE id IN (SELECT id FROM {table} ORDER BY random() LIMIT 3)");
    }

    string Any(string table, bool orNone = false) => orNone && random.Next(6) == 0 ? "NULL" : $"(SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET {random.Next(12)})";

    string Status() => $"'{Statuses[random.Next(Statuses.Length)]}'";

    string Deleted() => random.Next(5) == 0 ? Moment : "NULL";

    string Moment => database.IsPostgres ? "TIMESTAMPTZ '2026-11-22'" : "'2026-11-22'";

    async Task RunAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        foreach (var (name, value) in new (string, object)[] { ("@id", database.Engine.ToStored(FactoryId.New())), ("@n", _number) })
        {
            if (!sql.Contains(name, StringComparison.Ordinal)) continue;
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }
}
