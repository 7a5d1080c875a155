using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArtFactory.Data.Sqlite.Migrations
{
    /// <summary>
    /// The ledger outlives what it paid for, and is summed up by day. What an older library had spent is carried over: the sums begin
    /// with what its attempts say.
    /// </summary>
    public partial class Money : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_generation_attempts_order_items_order_item_id",
                table: "generation_attempts");

            migrationBuilder.AddColumn<long>(
                name: "daily_limit",
                table: "providers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "budget_limit",
                table: "projects",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "cost_reserved",
                table: "projects",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "cost_spent",
                table: "projects",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "cost_saved",
                table: "orders",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "item_ceiling",
                table: "orders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "skipped_count",
                table: "orders",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "stopped_by",
                table: "orders",
                type: "TEXT",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "stopped_until",
                table: "orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AlterColumn<byte[]>(
                name: "order_item_id",
                table: "generation_attempts",
                type: "BLOB",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "BLOB");

            migrationBuilder.AddColumn<DateTime>(
                name: "ask_after",
                table: "generation_attempts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "asked_count",
                table: "generation_attempts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_cost_reported",
                table: "generation_attempts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "model",
                table: "generation_attempts",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<byte[]>(
                name: "order_id",
                table: "generation_attempts",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<byte[]>(
                name: "project_id",
                table: "generation_attempts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "provider_says",
                table: "generation_attempts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "line_gates",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    turn = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_line_gates", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "provider_conditions",
                columns: table => new
                {
                    provider_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    rests = table.Column<int>(type: "INTEGER", nullable: false),
                    paused_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    message = table.Column<string>(type: "TEXT", nullable: true),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider_conditions", x => x.provider_id);
                });

            migrationBuilder.CreateTable(
                name: "spend_days",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    provider = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    project_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    reserved = table.Column<long>(type: "INTEGER", nullable: false),
                    spent = table.Column<long>(type: "INTEGER", nullable: false),
                    reported = table.Column<long>(type: "INTEGER", nullable: false),
                    reported_ceiling = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_spend_days", x => new { x.day, x.provider, x.model, x.project_id });
                });

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_order",
                table: "generation_attempts",
                column: "order_id");

            migrationBuilder.AddForeignKey(
                name: "FK_generation_attempts_order_items_order_item_id",
                table: "generation_attempts",
                column: "order_item_id",
                principalTable: "order_items",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.Sql("""
                UPDATE generation_attempts SET (order_id, project_id, model) = (
                    SELECT o.id, o.project_id, o.model FROM order_items i JOIN orders o ON o.id = i.order_id WHERE i.id = generation_attempts.order_item_id);
                """);
            migrationBuilder.Sql("""
                INSERT INTO spend_days (day, provider, model, project_id, attempts, reserved, spent, reported, reported_ceiling)
                SELECT substr(reserved_at, 1, 10), provider, model, coalesce(project_id, zeroblob(16)), count(*),
                    sum(CASE WHEN state IN ('reserved', 'submitted', 'unknown') THEN price_ceiling ELSE 0 END), sum(coalesce(cost, 0)), 0, 0
                FROM generation_attempts WHERE price_ceiling > 0 OR cost > 0
                GROUP BY substr(reserved_at, 1, 10), provider, model, coalesce(project_id, zeroblob(16));
                """);
            migrationBuilder.Sql("""
                UPDATE projects SET cost_spent = (SELECT coalesce(sum(d.spent), 0) FROM spend_days d WHERE d.project_id = projects.id),
                    cost_reserved = (SELECT coalesce(sum(d.reserved), 0) FROM spend_days d WHERE d.project_id = projects.id);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // The older schema has no place for an attempt without its item; the copy made before the migration keeps them.
            migrationBuilder.Sql("DELETE FROM generation_attempts WHERE order_item_id IS NULL;");
            migrationBuilder.DropForeignKey(
                name: "FK_generation_attempts_order_items_order_item_id",
                table: "generation_attempts");

            migrationBuilder.DropTable(
                name: "line_gates");

            migrationBuilder.DropTable(
                name: "provider_conditions");

            migrationBuilder.DropTable(
                name: "spend_days");

            migrationBuilder.DropIndex(
                name: "idx_generation_attempts_order",
                table: "generation_attempts");

            // In place: the triggers of the other tables name these, and a rebuild would take them away for a moment.
            migrationBuilder.Sql("ALTER TABLE providers DROP COLUMN daily_limit;");

            migrationBuilder.Sql("ALTER TABLE projects DROP COLUMN budget_limit;");

            migrationBuilder.Sql("ALTER TABLE projects DROP COLUMN cost_reserved;");

            migrationBuilder.Sql("ALTER TABLE projects DROP COLUMN cost_spent;");

            migrationBuilder.Sql("ALTER TABLE orders DROP COLUMN cost_saved;");

            migrationBuilder.Sql("ALTER TABLE orders DROP COLUMN item_ceiling;");

            migrationBuilder.Sql("ALTER TABLE orders DROP COLUMN skipped_count;");

            migrationBuilder.Sql("ALTER TABLE orders DROP COLUMN stopped_by;");

            migrationBuilder.Sql("ALTER TABLE orders DROP COLUMN stopped_until;");

            migrationBuilder.DropColumn(
                name: "ask_after",
                table: "generation_attempts");

            migrationBuilder.DropColumn(
                name: "asked_count",
                table: "generation_attempts");

            migrationBuilder.DropColumn(
                name: "is_cost_reported",
                table: "generation_attempts");

            migrationBuilder.DropColumn(
                name: "model",
                table: "generation_attempts");

            migrationBuilder.DropColumn(
                name: "order_id",
                table: "generation_attempts");

            migrationBuilder.DropColumn(
                name: "project_id",
                table: "generation_attempts");

            migrationBuilder.DropColumn(
                name: "provider_says",
                table: "generation_attempts");

            migrationBuilder.AlterColumn<byte[]>(
                name: "order_item_id",
                table: "generation_attempts",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "BLOB",
                oldNullable: true);

            migrationBuilder.AddForeignKey(
                name: "FK_generation_attempts_order_items_order_item_id",
                table: "generation_attempts",
                column: "order_item_id",
                principalTable: "order_items",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
