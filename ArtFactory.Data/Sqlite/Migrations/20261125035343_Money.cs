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



            // By hand and in the migration's own transaction: the framework's rebuild is outside of one, and a kill would leave it half done.
            migrationBuilder.Sql("""
                CREATE TABLE attempts_new (
                    id BLOB NOT NULL CONSTRAINT PK_generation_attempts PRIMARY KEY,
                    order_item_id BLOB NULL,
                    order_id BLOB NOT NULL,
                    project_id BLOB NULL,
                    attempt_number INTEGER NOT NULL,
                    provider TEXT NOT NULL,
                    model TEXT NOT NULL DEFAULT '',
                    state TEXT NOT NULL,
                    payload_hash TEXT NOT NULL,
                    price_ceiling INTEGER NOT NULL,
                    cost INTEGER NULL,
                    is_cost_reported INTEGER NOT NULL DEFAULT 0,
                    provider_request_id TEXT NULL,
                    response TEXT NULL,
                    error_code TEXT NULL,
                    error_message TEXT NULL,
                    resolution TEXT NULL,
                    asked_count INTEGER NOT NULL DEFAULT 0,
                    ask_after TEXT NULL,
                    provider_says TEXT NULL,
                    reserved_at TEXT NOT NULL,
                    submitted_at TEXT NULL,
                    ended_at TEXT NULL,
                    CONSTRAINT FK_generation_attempts_order_items_order_item_id FOREIGN KEY (order_item_id) REFERENCES order_items (id) ON DELETE SET NULL
                );
                """);
            migrationBuilder.Sql("""
                INSERT INTO attempts_new (id, order_item_id, order_id, project_id, attempt_number, provider, model, state, payload_hash, price_ceiling, cost,
                    provider_request_id, response, error_code, error_message, resolution, reserved_at, submitted_at, ended_at)
                SELECT a.id, a.order_item_id, o.id, o.project_id, a.attempt_number, a.provider, o.model, a.state, a.payload_hash, a.price_ceiling, a.cost,
                    a.provider_request_id, a.response, a.error_code, a.error_message, a.resolution, a.reserved_at, a.submitted_at, a.ended_at
                FROM generation_attempts a JOIN order_items i ON i.id = a.order_item_id JOIN orders o ON o.id = i.order_id;
                """);
            Replace(migrationBuilder);
            migrationBuilder.Sql("CREATE INDEX idx_generation_attempts_order ON generation_attempts (order_id);");
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
            migrationBuilder.Sql("""
                CREATE TABLE attempts_new (
                    id BLOB NOT NULL CONSTRAINT PK_generation_attempts PRIMARY KEY,
                    order_item_id BLOB NOT NULL,
                    attempt_number INTEGER NOT NULL,
                    provider TEXT NOT NULL,
                    state TEXT NOT NULL,
                    payload_hash TEXT NOT NULL,
                    price_ceiling INTEGER NOT NULL,
                    cost INTEGER NULL,
                    provider_request_id TEXT NULL,
                    response TEXT NULL,
                    error_code TEXT NULL,
                    error_message TEXT NULL,
                    resolution TEXT NULL,
                    reserved_at TEXT NOT NULL,
                    submitted_at TEXT NULL,
                    ended_at TEXT NULL,
                    CONSTRAINT FK_generation_attempts_order_items_order_item_id FOREIGN KEY (order_item_id) REFERENCES order_items (id) ON DELETE CASCADE
                );
                """);
            migrationBuilder.Sql("""
                INSERT INTO attempts_new SELECT id, order_item_id, attempt_number, provider, state, payload_hash, price_ceiling, cost, provider_request_id,
                    response, error_code, error_message, resolution, reserved_at, submitted_at, ended_at
                FROM generation_attempts WHERE order_item_id IS NOT NULL;
                """);
            Replace(migrationBuilder);
            migrationBuilder.DropTable(
                name: "line_gates");

            migrationBuilder.DropTable(
                name: "provider_conditions");

            migrationBuilder.DropTable(
                name: "spend_days");

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
        }

        /// <summary>The new table takes the old one's name, and its indexes.</summary>
        static void Replace(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE generation_attempts;");
            migrationBuilder.Sql("ALTER TABLE attempts_new RENAME TO generation_attempts;");
            migrationBuilder.Sql("CREATE UNIQUE INDEX idx_generation_attempts_item_number ON generation_attempts (order_item_id, attempt_number);");
            migrationBuilder.Sql("CREATE UNIQUE INDEX idx_generation_attempts_provider_request ON generation_attempts (provider, provider_request_id);");
            migrationBuilder.Sql("CREATE INDEX idx_generation_attempts_state ON generation_attempts (state);");
            migrationBuilder.Sql("CREATE INDEX idx_generation_attempts_provider_reserved_at ON generation_attempts (provider, reserved_at);");
        }
    }
}
