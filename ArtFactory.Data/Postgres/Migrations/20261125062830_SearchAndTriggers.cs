using ArtFactory.Data.Postgres.Triggers;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArtFactory.Data.Postgres.Migrations
{
    /// <summary>
    /// The full-text columns, which EF need not know, and the triggers. The triggers are those of the schema as it is now: after
    /// every migration the engine makes them agree with their definitions, so no later migration repeats them.
    /// </summary>
    public partial class SearchAndTriggers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var table in new[] { "products", "orders" })
            {
                migrationBuilder.Sql($"ALTER TABLE {table} ADD COLUMN search_vector tsvector;");
                migrationBuilder.Sql($"CREATE INDEX idx_{table}_search ON {table} USING GIN(search_vector);");
            }

            foreach (var function in PostgresTriggers.Functions) migrationBuilder.Sql(function);

            // For a library that comes back from an older schema: what was written without the triggers is counted and indexed.
            foreach (var statement in SearchTriggers.Refill.Concat(Recount.All)) migrationBuilder.Sql(statement);
            foreach (var trigger in PostgresTriggers.All) migrationBuilder.Sql(trigger.Create);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var trigger in PostgresTriggers.All) migrationBuilder.Sql($"DROP TRIGGER IF EXISTS {trigger.Name} ON {trigger.Table};");
            foreach (var table in new[] { "products", "orders" }) migrationBuilder.DropColumn("search_vector", table);
        }
    }
}
