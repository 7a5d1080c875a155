using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ArtFactory.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class OpenAttemptsByProvider : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "idx_generation_attempts_state",
                table: "generation_attempts");

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_state",
                table: "generation_attempts",
                columns: new[] { "state", "provider" },
                filter: "ended_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "idx_generation_attempts_state",
                table: "generation_attempts");

            migrationBuilder.CreateIndex(
                name: "idx_generation_attempts_state",
                table: "generation_attempts",
                column: "state",
                filter: "ended_at IS NULL");
        }
    }
}
