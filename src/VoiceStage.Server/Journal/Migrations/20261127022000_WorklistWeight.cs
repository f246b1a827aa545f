using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceStage.Server.Journal.Migrations
{
    /// <inheritdoc />
    public partial class WorklistWeight : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(name: "probability", table: "assessments", type: "REAL", nullable: true);
            migrationBuilder.AddColumn<int>(name: "quoted_words", table: "assessments", type: "INTEGER", nullable: false, defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "probability", table: "assessments");
            migrationBuilder.DropColumn(name: "quoted_words", table: "assessments");
        }
    }
}
