using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArtFactory.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "orders_seq");

            migrationBuilder.CreateSequence(
                name: "products_seq");

            migrationBuilder.CreateTable(
                name: "background_jobs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false, collation: "C"),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false, collation: "C"),
                    arguments = table.Column<string>(type: "jsonb", nullable: true),
                    done = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: true),
                    cancel_requested = table.Column<bool>(type: "boolean", nullable: false),
                    error_message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_background_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "key_ring",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_key_ring", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "line_gates",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false, collation: "C"),
                    turn = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_line_gates", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "lookups",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    values = table.Column<string>(type: "jsonb", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    is_system = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lookups", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "nodes",
                columns: table => new
                {
                    owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    version = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false, collation: "C"),
                    running = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_nodes", x => x.owner);
                });

            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false, defaultValue: "active", collation: "C"),
                    product_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    order_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    featured_product_ids = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'[]'"),
                    settings = table.Column<string>(type: "jsonb", nullable: true),
                    budget_limit = table.Column<decimal>(type: "numeric(18,6)", nullable: true),
                    cost_reserved = table.Column<decimal>(type: "numeric(18,6)", nullable: false, defaultValue: 0m),
                    cost_spent = table.Column<decimal>(type: "numeric(18,6)", nullable: false, defaultValue: 0m),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    deleted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_projects", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "provider_conditions",
                columns: table => new
                {
                    provider_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    rests = table.Column<int>(type: "integer", nullable: false),
                    paused_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_provider_conditions", x => x.provider_id);
                });

            migrationBuilder.CreateTable(
                name: "providers",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    api_base_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    api_key_encrypted = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    is_enabled = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    rate_limit_requests = table.Column<int>(type: "integer", nullable: true),
                    rate_limit_tokens = table.Column<int>(type: "integer", nullable: true),
                    concurrent_limit = table.Column<int>(type: "integer", nullable: true),
                    daily_limit = table.Column<decimal>(type: "numeric(18,6)", nullable: true),
                    settings = table.Column<string>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_providers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "seed_records",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false, collation: "C"),
                    key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    fields = table.Column<string>(type: "jsonb", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seed_records", x => new { x.kind, x.key });
                });

            migrationBuilder.CreateTable(
                name: "spend_days",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    provider = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    model = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    reserved = table.Column<decimal>(type: "numeric(18,6)", nullable: false),
                    spent = table.Column<decimal>(type: "numeric(18,6)", nullable: false),
                    reported = table.Column<decimal>(type: "numeric(18,6)", nullable: false),
                    reported_ceiling = table.Column<decimal>(type: "numeric(18,6)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_spend_days", x => new { x.day, x.provider, x.model, x.project_id });
                });

            migrationBuilder.CreateTable(
                name: "system_settings",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    value = table.Column<string>(type: "jsonb", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_system_settings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    color = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    usage_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tags", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    provider = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    model = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    parameter_set = table.Column<string>(type: "jsonb", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_global = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    usage_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_templates", x => x.id);
                    table.ForeignKey(
                        name: "FK_templates_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "models",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    model_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    family = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    modality = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    version = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true, collation: "C"),
                    is_available = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    parameter_schema = table.Column<string>(type: "jsonb", nullable: true),
                    capabilities = table.Column<string>(type: "jsonb", nullable: true),
                    pricing = table.Column<string>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_models", x => x.id);
                    table.UniqueConstraint("uq_models_provider_id_model_id", x => new { x.provider_id, x.model_id });
                    table.ForeignKey(
                        name: "FK_models_providers_provider_id",
                        column: x => x.provider_id,
                        principalTable: "providers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tag_associations",
                columns: table => new
                {
                    tag_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entity_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false, collation: "C"),
                    entity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tag_associations", x => new { x.tag_id, x.entity_type, x.entity_id });
                    table.ForeignKey(
                        name: "FK_tag_associations_tags_tag_id",
                        column: x => x.tag_id,
                        principalTable: "tags",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: true),
                    provider = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    model = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    model_family = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    model_modality = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false, defaultValue: "pending", collation: "C"),
                    base_parameter_set = table.Column<string>(type: "jsonb", nullable: false),
                    expanded_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    completed_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    failed_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    cancelled_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    template_id = table.Column<Guid>(type: "uuid", nullable: true),
                    source_order_id = table.Column<Guid>(type: "uuid", nullable: true),
                    seed = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    priority = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    budget_limit = table.Column<decimal>(type: "numeric(18,6)", nullable: true),
                    item_ceiling = table.Column<decimal>(type: "numeric(18,6)", nullable: true),
                    cost_planned = table.Column<decimal>(type: "numeric(18,6)", nullable: true),
                    cost_reserved = table.Column<decimal>(type: "numeric(18,6)", nullable: false, defaultValue: 0m),
                    cost_spent = table.Column<decimal>(type: "numeric(18,6)", nullable: false, defaultValue: 0m),
                    skipped_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    cost_saved = table.Column<decimal>(type: "numeric(18,6)", nullable: false, defaultValue: 0m),
                    capped_count = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    origin = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true, collation: "C"),
                    expanded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    paused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    stopped_by = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true, collation: "C"),
                    stopped_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    completed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    deleted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    seq = table.Column<long>(type: "bigint", nullable: true, defaultValueSql: "nextval('orders_seq')")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders", x => x.id);
                    table.ForeignKey(
                        name: "FK_orders_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_orders_templates_template_id",
                        column: x => x.template_id,
                        principalTable: "templates",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "order_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence_number = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false, defaultValue: "pending", collation: "C"),
                    generation_parameter_set = table.Column<string>(type: "jsonb", nullable: true),
                    actual_parameter_set = table.Column<string>(type: "jsonb", nullable: true),
                    return_parameter_set = table.Column<string>(type: "jsonb", nullable: true),
                    provider_request_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C"),
                    parameter_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    error_code = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true, collation: "C"),
                    retry_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    not_before = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    lease_owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    lease_expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    progress = table.Column<double>(type: "double precision", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_items", x => x.id);
                    table.ForeignKey(
                        name: "FK_order_items_orders_order_id",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "generation_attempts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_item_id = table.Column<Guid>(type: "uuid", nullable: true),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: true),
                    attempt_number = table.Column<int>(type: "integer", nullable: false),
                    provider = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    model = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, defaultValue: "", collation: "C"),
                    state = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false, collation: "C"),
                    payload_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    price_ceiling = table.Column<decimal>(type: "numeric(18,6)", nullable: false),
                    cost = table.Column<decimal>(type: "numeric(18,6)", nullable: true),
                    is_cost_reported = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    provider_request_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true, collation: "C"),
                    response = table.Column<string>(type: "jsonb", nullable: true),
                    error_code = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true, collation: "C"),
                    error_message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    resolution = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    asked_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    ask_after = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    provider_says = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    reserved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    submitted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_attempts", x => x.id);
                    table.ForeignKey(
                        name: "FK_generation_attempts_order_items_order_item_id",
                        column: x => x.order_item_id,
                        principalTable: "order_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "generation_logs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_item_id = table.Column<Guid>(type: "uuid", nullable: true),
                    timestamp = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    level = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    message = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    details = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_logs", x => x.id);
                    table.ForeignKey(
                        name: "FK_generation_logs_order_items_order_item_id",
                        column: x => x.order_item_id,
                        principalTable: "order_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "order_item_choices",
                columns: table => new
                {
                    order_item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_item_choices", x => new { x.order_item_id, x.position });
                    table.ForeignKey(
                        name: "FK_order_item_choices_order_items_order_item_id",
                        column: x => x.order_item_id,
                        principalTable: "order_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_item_id = table.Column<Guid>(type: "uuid", nullable: true),
                    project_id = table.Column<Guid>(type: "uuid", nullable: true),
                    type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false, collation: "C"),
                    file_path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    file_size = table.Column<long>(type: "bigint", nullable: true),
                    file_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    thumbnail_paths = table.Column<string>(type: "jsonb", nullable: true),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    duration = table.Column<double>(type: "double precision", nullable: true),
                    mime_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    metadata = table.Column<string>(type: "jsonb", nullable: true),
                    prompt = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    perceptual_hash = table.Column<long>(type: "bigint", nullable: true),
                    derive_error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    liked = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    rating = table.Column<int>(type: "integer", nullable: true),
                    notes = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    deleted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    seq = table.Column<long>(type: "bigint", nullable: true, defaultValueSql: "nextval('products_seq')")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_products", x => x.id);
                    table.CheckConstraint("ck_products_rating", "rating BETWEEN 1 AND 5");
                    table.ForeignKey(
                        name: "FK_products_order_items_order_item_id",
                        column: x => x.order_item_id,
                        principalTable: "order_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_products_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "collections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    description = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    cover_product_id = table.Column<Guid>(type: "uuid", nullable: true),
                    product_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    is_public = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    deleted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_collections", x => x.id);
                    table.ForeignKey(
                        name: "FK_collections_products_cover_product_id",
                        column: x => x.cover_product_id,
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "collection_products",
                columns: table => new
                {
                    collection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_collection_products", x => new { x.collection_id, x.product_id });
                    table.ForeignKey(
                        name: "FK_collection_products_collections_collection_id",
                        column: x => x.collection_id,
                        principalTable: "collections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_collection_products_products_product_id",
                        column: x => x.product_id,
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "idx_background_jobs_kind_subject",
                table: "background_jobs",
                columns: new[] { "kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "idx_background_jobs_state",
                table: "background_jobs",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "idx_collection_products_position",
                table: "collection_products",
                columns: new[] { "collection_id", "position" });

            migrationBuilder.CreateIndex(
                name: "idx_collection_products_product_id",
                table: "collection_products",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "idx_collections_cover_product_id",
                table: "collections",
                column: "cover_product_id");

            migrationBuilder.CreateIndex(
                name: "idx_collections_created_at",
                table: "collections",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_item_number",
                table: "generation_attempts",
                columns: new[] { "order_item_id", "attempt_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_order",
                table: "generation_attempts",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_provider_request",
                table: "generation_attempts",
                columns: new[] { "provider", "provider_request_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_provider_reserved_at",
                table: "generation_attempts",
                columns: new[] { "provider", "reserved_at" });

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_state",
                table: "generation_attempts",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "idx_generation_logs_level",
                table: "generation_logs",
                column: "level");

            migrationBuilder.CreateIndex(
                name: "idx_generation_logs_order_item_id",
                table: "generation_logs",
                column: "order_item_id");

            migrationBuilder.CreateIndex(
                name: "idx_generation_logs_timestamp",
                table: "generation_logs",
                column: "timestamp");

            migrationBuilder.CreateIndex(
                name: "idx_key_ring_name",
                table: "key_ring",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "idx_lookups_category",
                table: "lookups",
                column: "category");

            migrationBuilder.CreateIndex(
                name: "idx_lookups_key",
                table: "lookups",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "idx_models_family",
                table: "models",
                column: "family");

            migrationBuilder.CreateIndex(
                name: "idx_models_modality",
                table: "models",
                column: "modality");

            migrationBuilder.CreateIndex(
                name: "idx_models_provider_id",
                table: "models",
                column: "provider_id");

            migrationBuilder.CreateIndex(
                name: "idx_order_item_choices_name_value",
                table: "order_item_choices",
                columns: new[] { "name", "value" });

            migrationBuilder.CreateIndex(
                name: "idx_order_items_lease",
                table: "order_items",
                column: "lease_expires_at",
                filter: "lease_expires_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "idx_order_items_not_before",
                table: "order_items",
                columns: new[] { "status", "not_before" },
                filter: "not_before IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "idx_order_items_order_id",
                table: "order_items",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "idx_order_items_order_sequence",
                table: "order_items",
                columns: new[] { "order_id", "sequence_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "idx_order_items_parameter_hash",
                table: "order_items",
                column: "parameter_hash");

            migrationBuilder.CreateIndex(
                name: "idx_order_items_queue",
                table: "order_items",
                columns: new[] { "order_id", "sequence_number" },
                filter: "status = 'pending'");

            migrationBuilder.CreateIndex(
                name: "idx_order_items_status",
                table: "order_items",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "idx_orders_created_at",
                table: "orders",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "idx_orders_parameters",
                table: "orders",
                column: "base_parameter_set")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "idx_orders_project_id",
                table: "orders",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "idx_orders_provider_model",
                table: "orders",
                columns: new[] { "provider", "model" });

            migrationBuilder.CreateIndex(
                name: "idx_orders_seq",
                table: "orders",
                column: "seq",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "idx_orders_status",
                table: "orders",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "idx_orders_template_id",
                table: "orders",
                column: "template_id");

            migrationBuilder.CreateIndex(
                name: "idx_products_created_at",
                table: "products",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "idx_products_file_hash",
                table: "products",
                column: "file_hash");

            migrationBuilder.CreateIndex(
                name: "idx_products_gallery",
                table: "products",
                columns: new[] { "deleted_at", "id" });

            migrationBuilder.CreateIndex(
                name: "idx_products_gallery_liked",
                table: "products",
                columns: new[] { "deleted_at", "id" },
                filter: "liked");

            migrationBuilder.CreateIndex(
                name: "idx_products_gallery_project",
                table: "products",
                columns: new[] { "project_id", "deleted_at", "id" });

            migrationBuilder.CreateIndex(
                name: "idx_products_gallery_rating",
                table: "products",
                columns: new[] { "rating", "deleted_at", "id" },
                filter: "rating IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "idx_products_gallery_type",
                table: "products",
                columns: new[] { "type", "deleted_at", "id" });

            migrationBuilder.CreateIndex(
                name: "idx_products_liked",
                table: "products",
                column: "liked");

            migrationBuilder.CreateIndex(
                name: "idx_products_metadata",
                table: "products",
                column: "metadata")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "idx_products_order_item_id",
                table: "products",
                column: "order_item_id");

            migrationBuilder.CreateIndex(
                name: "idx_products_project_id",
                table: "products",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "idx_products_seq",
                table: "products",
                column: "seq",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "idx_products_type",
                table: "products",
                column: "type");

            migrationBuilder.CreateIndex(
                name: "idx_projects_created_at",
                table: "projects",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "idx_projects_deleted_at",
                table: "projects",
                column: "deleted_at");

            migrationBuilder.CreateIndex(
                name: "idx_projects_status",
                table: "projects",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "idx_tag_associations_entity",
                table: "tag_associations",
                columns: new[] { "entity_type", "entity_id" });

            migrationBuilder.CreateIndex(
                name: "idx_tags_name",
                table: "tags",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "idx_templates_is_global",
                table: "templates",
                column: "is_global");

            migrationBuilder.CreateIndex(
                name: "idx_templates_project_id",
                table: "templates",
                column: "project_id");

            migrationBuilder.CreateIndex(
                name: "idx_templates_provider_model",
                table: "templates",
                columns: new[] { "provider", "model" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "background_jobs");

            migrationBuilder.DropTable(
                name: "collection_products");

            migrationBuilder.DropTable(
                name: "generation_attempts");

            migrationBuilder.DropTable(
                name: "generation_logs");

            migrationBuilder.DropTable(
                name: "key_ring");

            migrationBuilder.DropTable(
                name: "line_gates");

            migrationBuilder.DropTable(
                name: "lookups");

            migrationBuilder.DropTable(
                name: "models");

            migrationBuilder.DropTable(
                name: "nodes");

            migrationBuilder.DropTable(
                name: "order_item_choices");

            migrationBuilder.DropTable(
                name: "provider_conditions");

            migrationBuilder.DropTable(
                name: "seed_records");

            migrationBuilder.DropTable(
                name: "spend_days");

            migrationBuilder.DropTable(
                name: "system_settings");

            migrationBuilder.DropTable(
                name: "tag_associations");

            migrationBuilder.DropTable(
                name: "collections");

            migrationBuilder.DropTable(
                name: "providers");

            migrationBuilder.DropTable(
                name: "tags");

            migrationBuilder.DropTable(
                name: "products");

            migrationBuilder.DropTable(
                name: "order_items");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "templates");

            migrationBuilder.DropTable(
                name: "projects");

            migrationBuilder.DropSequence(
                name: "orders_seq");

            migrationBuilder.DropSequence(
                name: "products_seq");
        }
    }
}
