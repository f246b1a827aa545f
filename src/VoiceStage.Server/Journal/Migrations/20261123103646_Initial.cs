using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VoiceStage.Server.Journal.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "assessments",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    referral_id = table.Column<string>(type: "TEXT", nullable: false),
                    patient_id = table.Column<string>(type: "TEXT", nullable: false),
                    protocol = table.Column<string>(type: "TEXT", nullable: false),
                    created_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    ticket_hash = table.Column<string>(type: "TEXT", nullable: true),
                    ticket_expiry_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    ticket_used_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    journal_version = table.Column<long>(type: "INTEGER", nullable: false),
                    sample_rate_hz = table.Column<int>(type: "INTEGER", nullable: true),
                    level = table.Column<int>(type: "INTEGER", nullable: true),
                    reasons_json = table.Column<string>(type: "TEXT", nullable: false),
                    stage_one_high = table.Column<bool>(type: "INTEGER", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: true),
                    closed_why = table.Column<string>(type: "TEXT", nullable: true),
                    call_ended_sample = table.Column<long>(type: "INTEGER", nullable: true),
                    callback_due_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    callback_attempts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_assessments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "escalations",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    assessment_id = table.Column<string>(type: "TEXT", nullable: false),
                    patient_id = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    pending = table.Column<bool>(type: "INTEGER", nullable: false),
                    reasons_json = table.Column<string>(type: "TEXT", nullable: false),
                    annotations_json = table.Column<string>(type: "TEXT", nullable: false),
                    stage_one_high = table.Column<bool>(type: "INTEGER", nullable: false),
                    opened_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    level_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_sample = table.Column<long>(type: "INTEGER", nullable: false),
                    acknowledge_deadline_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    contact_deadline_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    rung = table.Column<int>(type: "INTEGER", nullable: false),
                    ladder_step = table.Column<int>(type: "INTEGER", nullable: false),
                    next_step_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    acknowledged_by = table.Column<string>(type: "TEXT", nullable: true),
                    acknowledged_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    acknowledge_request_id = table.Column<string>(type: "TEXT", nullable: true),
                    first_receipt_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    first_receipt_sample = table.Column<long>(type: "INTEGER", nullable: true),
                    resolution = table.Column<int>(type: "INTEGER", nullable: true),
                    resolution_note = table.Column<string>(type: "TEXT", nullable: true),
                    resolved_by = table.Column<string>(type: "TEXT", nullable: true),
                    resolved_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    resolve_request_id = table.Column<string>(type: "TEXT", nullable: true),
                    outcome = table.Column<int>(type: "INTEGER", nullable: true),
                    etag = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_escalations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    session = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    schema_version = table.Column<int>(type: "INTEGER", nullable: false),
                    recorded_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    audio_sample = table.Column<long>(type: "INTEGER", nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    previous_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_events", x => new { x.session, x.version });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    escalation_id = table.Column<string>(type: "TEXT", nullable: true),
                    assessment_id = table.Column<string>(type: "TEXT", nullable: false),
                    rung = table.Column<int>(type: "INTEGER", nullable: false),
                    urgency = table.Column<int>(type: "INTEGER", nullable: false),
                    payload_json = table.Column<string>(type: "TEXT", nullable: false),
                    created_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    due_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    lease_until_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    done_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    failed_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "patient_keys",
                columns: table => new
                {
                    patient_id = table.Column<string>(type: "TEXT", nullable: false),
                    wrapped_key = table.Column<byte[]>(type: "BLOB", nullable: true),
                    created_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    erased_ms = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_patient_keys", x => x.patient_id);
                });

            migrationBuilder.CreateTable(
                name: "receipts",
                columns: table => new
                {
                    outbox_id = table.Column<string>(type: "TEXT", nullable: false),
                    escalation_id = table.Column<string>(type: "TEXT", nullable: true),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    status_code = table.Column<int>(type: "INTEGER", nullable: true),
                    received_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    audio_sample = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_receipts", x => x.outbox_id);
                });

            migrationBuilder.CreateTable(
                name: "recordings",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    assessment_id = table.Column<string>(type: "TEXT", nullable: false),
                    patient_id = table.Column<string>(type: "TEXT", nullable: false),
                    sample_rate_hz = table.Column<int>(type: "INTEGER", nullable: false),
                    start_sample = table.Column<long>(type: "INTEGER", nullable: false),
                    wrapped_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_sample_count = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recordings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "referrals",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    patient_id = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    assessment_id = table.Column<string>(type: "TEXT", nullable: false),
                    request_id = table.Column<string>(type: "TEXT", nullable: true),
                    details_json = table.Column<string>(type: "TEXT", nullable: false),
                    posts_json = table.Column<string>(type: "TEXT", nullable: false),
                    created_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    withdrawn_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    etag = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_referrals", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_assessments_ticket_hash",
                table: "assessments",
                column: "ticket_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_escalations_assessment_id",
                table: "escalations",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "IX_escalations_next_step_ms",
                table: "escalations",
                column: "next_step_ms");

            migrationBuilder.CreateIndex(
                name: "IX_escalations_state_level",
                table: "escalations",
                columns: new[] { "state", "level" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_done_ms_failed_ms_due_ms",
                table: "outbox",
                columns: new[] { "done_ms", "failed_ms", "due_ms" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_escalation_id",
                table: "outbox",
                column: "escalation_id");

            migrationBuilder.CreateIndex(
                name: "IX_receipts_escalation_id",
                table: "receipts",
                column: "escalation_id");

            migrationBuilder.CreateIndex(
                name: "IX_recordings_assessment_id_start_sample",
                table: "recordings",
                columns: new[] { "assessment_id", "start_sample" });

            migrationBuilder.CreateIndex(
                name: "IX_recordings_patient_id",
                table: "recordings",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "IX_referrals_assessment_id",
                table: "referrals",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "IX_referrals_owner_request_id",
                table: "referrals",
                columns: new[] { "owner", "request_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_referrals_patient_id_created_ms",
                table: "referrals",
                columns: new[] { "patient_id", "created_ms" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "assessments");

            migrationBuilder.DropTable(
                name: "escalations");

            migrationBuilder.DropTable(
                name: "events");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "patient_keys");

            migrationBuilder.DropTable(
                name: "receipts");

            migrationBuilder.DropTable(
                name: "recordings");

            migrationBuilder.DropTable(
                name: "referrals");
        }
    }
}
