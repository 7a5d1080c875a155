using ArtFactory.Data.Sqlite.Triggers;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArtFactory.Data.Sqlite.Migrations
{
    /// <summary>
    /// The full-text indexes, which EF has no model for, and the triggers. The triggers are those of the schema as it is now: after
    /// every migration the engine makes them agree with their definitions, so no later migration repeats them.
    /// </summary>
    public partial class SearchAndTriggers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Contentless: the words are in the rows already. Two- and three-letter beginnings have indexes of their own.
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE search_products USING fts5(prompt, notes, metadata,
                    content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2');
                """);
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE search_orders USING fts5(prompt, negative_prompt,
                    content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2');
                """);
            // For a library that comes back from an older schema: what was written without the triggers is counted and indexed.
            foreach (var statement in SearchTriggers.Refill.Concat(Recount.All)) migrationBuilder.Sql(statement);
            foreach (var trigger in SqliteTriggers.All) migrationBuilder.Sql(trigger.Create);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var trigger in SqliteTriggers.All) migrationBuilder.Sql($"DROP TRIGGER IF EXISTS {trigger.Name};");
            migrationBuilder.DropTable("search_orders");
            migrationBuilder.DropTable("search_products");
        }
    }
}
