using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceStage.Server.Journal.Migrations
{
    /// <inheritdoc />
    public partial class ClosedSample : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "closed_sample",
                table: "assessments",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "closed_sample",
                table: "assessments");
        }
    }
}
