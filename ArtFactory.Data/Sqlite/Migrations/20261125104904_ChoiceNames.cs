using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArtFactory.Data.Sqlite.Migrations
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

            migrationBuilder.CreateIndex(
                name: "idx_order_item_choices_name_value",
                table: "order_item_choices",
                columns: new[] { "name", "value" });
        }
    }
}
