using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArtFactory.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OpenAttempts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "idx_generation_attempts_provider_request",
                table: "generation_attempts");

            migrationBuilder.DropIndex(
                name: "idx_generation_attempts_state",
                table: "generation_attempts");

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_provider_request",
                table: "generation_attempts",
                columns: new[] { "provider", "provider_request_id" },
                unique: true,
                filter: "provider_request_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_state",
                table: "generation_attempts",
                column: "state",
                filter: "ended_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "idx_generation_attempts_provider_request",
                table: "generation_attempts");

            migrationBuilder.DropIndex(
                name: "idx_generation_attempts_state",
                table: "generation_attempts");

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_provider_request",
                table: "generation_attempts",
                columns: new[] { "provider", "provider_request_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_state",
                table: "generation_attempts",
                column: "state");
        }
    }
}
