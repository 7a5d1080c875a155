using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArtFactory.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ChoiceNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "idx_order_item_choices_name_value",
                table: "order_item_choices");

            migrationBuilder.Sql("UPDATE order_item_choices SET name = left(name, 255) WHERE length(name) > 255;");
            migrationBuilder.AlterColumn<string>(
                name: "name",
                table: "order_item_choices",
                type: "character varying(255)",
                maxLength: 255,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "text",
                oldCollation: "C");

            migrationBuilder.CreateIndex(
                name: "idx_order_item_choices_name",
                table: "order_item_choices",
                column: "name");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "idx_order_item_choices_name",
                table: "order_item_choices");

            migrationBuilder.AlterColumn<string>(
                name: "name",
                table: "order_item_choices",
                type: "text",
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(255)",
                oldMaxLength: 255,
                oldCollation: "C");

            migrationBuilder.CreateIndex(
                name: "idx_order_item_choices_name_value",
                table: "order_item_choices",
                columns: new[] { "name", "value" });
        }
    }
}
