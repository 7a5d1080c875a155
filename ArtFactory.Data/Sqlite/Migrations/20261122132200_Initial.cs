using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArtFactory.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "background_jobs",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    subject_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    arguments = table.Column<string>(type: "TEXT", nullable: true),
                    done = table.Column<int>(type: "INTEGER", nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: true),
                    cancel_requested = table.Column<bool>(type: "INTEGER", nullable: false),
                    error_message = table.Column<string>(type: "TEXT", nullable: true),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_background_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lookups",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    values = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    category = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    is_system = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lookups", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false, defaultValue: "active"),
                    product_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    order_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    featured_product_ids = table.Column<string>(type: "TEXT", nullable: false, defaultValueSql: "'[]'"),
                    settings = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_projects", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "providers",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    api_base_url = table.Column<string>(type: "TEXT", nullable: true),
                    api_key_encrypted = table.Column<string>(type: "TEXT", nullable: true),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: true),
                    rate_limit_requests = table.Column<int>(type: "INTEGER", nullable: true),
                    rate_limit_tokens = table.Column<int>(type: "INTEGER", nullable: true),
                    concurrent_limit = table.Column<int>(type: "INTEGER", nullable: true),
                    settings = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_providers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "seed_records",
                columns: table => new
                {
                    kind = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    fields = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seed_records", x => new { x.kind, x.key });
                });

            migrationBuilder.CreateTable(
                name: "system_settings",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_system_settings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    color = table.Column<string>(type: "TEXT", maxLength: 7, nullable: true),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    usage_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tags", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "templates",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    provider = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    parameter_set = table.Column<string>(type: "TEXT", nullable: false),
                    project_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    is_global = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    usage_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    provider_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    model_id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    family = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    modality = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    is_available = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: true),
                    parameter_schema = table.Column<string>(type: "TEXT", nullable: true),
                    capabilities = table.Column<string>(type: "TEXT", nullable: true),
                    pricing = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
                    tag_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    entity_type = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    entity_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    project_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    provider = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    model_family = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    model_modality = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false, defaultValue: "pending"),
                    base_parameter_set = table.Column<string>(type: "TEXT", nullable: false),
                    expanded_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    completed_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    failed_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    cancelled_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    template_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    source_order_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    seed = table.Column<ulong>(type: "INTEGER", nullable: false, defaultValue: 0ul),
                    priority = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    budget_limit = table.Column<long>(type: "INTEGER", nullable: true),
                    cost_planned = table.Column<long>(type: "INTEGER", nullable: true),
                    cost_reserved = table.Column<long>(type: "INTEGER", nullable: false, defaultValue: 0L),
                    cost_spent = table.Column<long>(type: "INTEGER", nullable: false, defaultValue: 0L),
                    capped_count = table.Column<long>(type: "INTEGER", nullable: false, defaultValue: 0L),
                    origin = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    expanded_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    paused_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    error_message = table.Column<string>(type: "TEXT", nullable: true),
                    completed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    seq = table.Column<long>(type: "INTEGER", nullable: true)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    order_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sequence_number = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false, defaultValue: "pending"),
                    generation_parameter_set = table.Column<string>(type: "TEXT", nullable: true),
                    actual_parameter_set = table.Column<string>(type: "TEXT", nullable: true),
                    return_parameter_set = table.Column<string>(type: "TEXT", nullable: true),
                    provider_request_id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    parameter_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    completed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    error_message = table.Column<string>(type: "TEXT", nullable: true),
                    error_code = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    retry_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    not_before = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lease_owner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    lease_expires_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    progress = table.Column<double>(type: "REAL", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    order_item_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    attempt_number = table.Column<int>(type: "INTEGER", nullable: false),
                    provider = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    payload_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    price_ceiling = table.Column<long>(type: "INTEGER", nullable: false),
                    cost = table.Column<long>(type: "INTEGER", nullable: true),
                    provider_request_id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    response = table.Column<string>(type: "TEXT", nullable: true),
                    error_code = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    error_message = table.Column<string>(type: "TEXT", nullable: true),
                    resolution = table.Column<string>(type: "TEXT", nullable: true),
                    reserved_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    submitted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_attempts", x => x.id);
                    table.ForeignKey(
                        name: "FK_generation_attempts_order_items_order_item_id",
                        column: x => x.order_item_id,
                        principalTable: "order_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "generation_logs",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    order_item_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    timestamp = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    level = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    details = table.Column<string>(type: "TEXT", nullable: true)
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
                    order_item_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    order_item_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    project_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    type = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    file_path = table.Column<string>(type: "TEXT", nullable: false),
                    file_size = table.Column<long>(type: "INTEGER", nullable: true),
                    file_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    thumbnail_paths = table.Column<string>(type: "TEXT", nullable: true),
                    width = table.Column<int>(type: "INTEGER", nullable: true),
                    height = table.Column<int>(type: "INTEGER", nullable: true),
                    duration = table.Column<double>(type: "REAL", nullable: true),
                    mime_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    metadata = table.Column<string>(type: "TEXT", nullable: true),
                    prompt = table.Column<string>(type: "TEXT", nullable: true),
                    perceptual_hash = table.Column<long>(type: "INTEGER", nullable: true),
                    derive_error = table.Column<string>(type: "TEXT", nullable: true),
                    liked = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    rating = table.Column<int>(type: "INTEGER", nullable: true),
                    notes = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    seq = table.Column<long>(type: "INTEGER", nullable: true)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    cover_product_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    product_count = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    is_public = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP"),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true)
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
                    collection_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    product_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false, defaultValueSql: "CURRENT_TIMESTAMP")
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
                name: "lookups");

            migrationBuilder.DropTable(
                name: "models");

            migrationBuilder.DropTable(
                name: "order_item_choices");

            migrationBuilder.DropTable(
                name: "seed_records");

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
        }
    }
}
