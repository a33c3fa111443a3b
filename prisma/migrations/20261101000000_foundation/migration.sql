-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "audit";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "casework";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "directory";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "keys";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "statistics";

-- CreateTable
CREATE TABLE "directory"."organisation" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "capabilities" TEXT[],
    "created_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "directory"."member" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "roles" TEXT[],
    "status" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "password_salt" BYTEA NOT NULL,
    "password_parameters" TEXT NOT NULL,
    "password_verifier" BYTEA NOT NULL,
    "pepper_version" INTEGER NOT NULL,
    "kem_public_key" BYTEA NOT NULL,
    "wrapped_seed_ct" BYTEA NOT NULL,
    "entry_version" INTEGER NOT NULL,
    "entry_signature" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "last_login_at" TIMESTAMPTZ,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "directory"."session" (
    "id_hash" BYTEA NOT NULL,
    "member_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "secrets_ct" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "last_seen_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "directory"."login_attempt" (
    "id" BIGSERIAL NOT NULL,
    "subject_hash" BYTEA NOT NULL,
    "attempted_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "login_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "keys"."vault" (
    "organisation_id" UUID NOT NULL,
    "compartment" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "public_key" BYTEA NOT NULL,
    "entry_version" INTEGER NOT NULL,
    "entry_signature" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "vault_pkey" PRIMARY KEY ("organisation_id","compartment","epoch")
);

-- CreateTable
CREATE TABLE "keys"."vault_grant" (
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "compartment" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "sealed_seed_ct" BYTEA NOT NULL,
    "granted_by" UUID NOT NULL,
    "granted_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "vault_grant_pkey" PRIMARY KEY ("member_id","compartment","epoch")
);

-- CreateTable
CREATE TABLE "keys"."content_key" (
    "organisation_id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "compartment" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "content_epoch" INTEGER NOT NULL,
    "wrapped_key_ct" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "content_key_pkey" PRIMARY KEY ("organisation_id","subject_id","compartment")
);

-- CreateTable
CREATE TABLE "keys"."sealed_key" (
    "organisation_id" UUID NOT NULL,
    "recipient_organisation_id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "compartment" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "content_epoch" INTEGER NOT NULL,
    "sealed_key_ct" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "sealed_key_pkey" PRIMARY KEY ("subject_id","recipient_organisation_id","compartment")
);

-- CreateTable
CREATE TABLE "casework"."case_file" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "readiness" TEXT NOT NULL,
    "opened_on" DATE NOT NULL,
    "closed_on" DATE,
    "last_activity_at" TIMESTAMPTZ NOT NULL,
    "opened_by" UUID NOT NULL,
    "statistics_link_ct" BYTEA,
    "row_version" INTEGER NOT NULL,

    CONSTRAINT "case_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."assignment" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "assigned_by" UUID NOT NULL,
    "assigned_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."break_glass" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "reason_ct" BYTEA NOT NULL,
    "opened_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "row_version" INTEGER NOT NULL,

    CONSTRAINT "break_glass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."identity_record" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "row_version" INTEGER NOT NULL,
    "full_name_ct" BYTEA,
    "personal_number_ct" BYTEA,
    "birth_date_ct" BYTEA,
    "address_ct" BYTEA,
    "phone_ct" BYTEA,
    "safe_contact_ct" BYTEA,
    "next_of_kin_ct" BYTEA,
    "demographics_ct" BYTEA,
    "updated_by" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "identity_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."consent" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "recipient_organisation_id" UUID,
    "decision" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "interpreter_used" BOOLEAN NOT NULL,
    "categories" TEXT[],
    "given_on" DATE NOT NULL,
    "expires_on" DATE,
    "withdrawn_at" TIMESTAMPTZ,
    "withdrawn_by" UUID,
    "note_ct" BYTEA,
    "withdrawal_note_ct" BYTEA,
    "row_version" INTEGER NOT NULL,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."support_session" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "compartment" TEXT NOT NULL,
    "group_session_id" UUID,
    "held_on" DATE NOT NULL,
    "duration_minutes" INTEGER NOT NULL,
    "worker_id" UUID NOT NULL,
    "service_ct" BYTEA NOT NULL,
    "place_ct" BYTEA,
    "note_ct" BYTEA,
    "statistics_ct" BYTEA,
    "row_version" INTEGER NOT NULL,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "support_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."group_session" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "compartment" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "duration_minutes" INTEGER NOT NULL,
    "leader_id" UUID NOT NULL,
    "topic_ct" BYTEA,
    "note_ct" BYTEA,
    "row_version" INTEGER NOT NULL,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "group_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."task" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "due_on" DATE,
    "assignee_id" UUID,
    "setting_id" UUID,
    "text_ct" BYTEA,
    "done_at" TIMESTAMPTZ,
    "done_by" UUID,
    "row_version" INTEGER NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."statement" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "current_version" INTEGER NOT NULL,
    "read_back_at" TIMESTAMPTZ,
    "approved_at" TIMESTAMPTZ,
    "approved_by" UUID,
    "row_version" INTEGER NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."statement_version" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "statement_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "text_ct" BYTEA NOT NULL,
    "row_version" INTEGER NOT NULL,
    "written_by" UUID NOT NULL,
    "written_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "statement_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."application" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "place_ct" BYTEA,
    "time_ct" BYTEA,
    "perpetrators_ct" BYTEA,
    "consequences_health_ct" BYTEA,
    "consequences_life_ct" BYTEA,
    "review_outcome" TEXT,
    "review_note_ct" BYTEA,
    "reviewed_by" UUID,
    "reviewed_at" TIMESTAMPTZ,
    "prepared_by" UUID[],
    "row_version" INTEGER NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."evidence" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "evidence_type" TEXT NOT NULL,
    "consent_id" UUID,
    "title_ct" BYTEA NOT NULL,
    "provenance_ct" BYTEA,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256_ct" BYTEA NOT NULL,
    "removed_at" TIMESTAMPTZ,
    "row_version" INTEGER NOT NULL,
    "added_by" UUID NOT NULL,
    "added_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."evidence_chunk" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "content_ct" BYTEA NOT NULL,
    "row_version" INTEGER NOT NULL,

    CONSTRAINT "evidence_chunk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."evidence_custody" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "member_id" UUID NOT NULL,
    "note_ct" BYTEA,
    "row_version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "evidence_custody_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."packet" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "recipient_organisation_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "consent_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "snapshot_sha256" BYTEA NOT NULL,
    "sender_signature" BYTEA NOT NULL,
    "signature_version" INTEGER NOT NULL,
    "frozen_by" UUID NOT NULL,
    "frozen_at" TIMESTAMPTZ NOT NULL,
    "handed_over_on" DATE,
    "handed_over_route" TEXT,
    "received_by_ct" BYTEA,
    "referred_at" TIMESTAMPTZ,
    "referred_by" UUID,
    "accepted_at" TIMESTAMPTZ,
    "registration_number" TEXT,
    "registered_on" DATE,
    "withdrawn_at" TIMESTAMPTZ,
    "row_version" INTEGER NOT NULL,

    CONSTRAINT "packet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."packet_document" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "packet_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "compartment" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "page_count" INTEGER,
    "sha256" BYTEA,
    "content_ct" BYTEA NOT NULL,
    "row_version" INTEGER NOT NULL,

    CONSTRAINT "packet_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."packet_event" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "packet_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "happened_on" DATE NOT NULL,
    "due_on" DATE,
    "setting_id" UUID,
    "source" TEXT NOT NULL,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "packet_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."letter" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "recipient_organisation_id" UUID NOT NULL,
    "packet_id" UUID NOT NULL,
    "review_file_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "gaps" TEXT[],
    "due_on" DATE,
    "setting_id" UUID,
    "outcome" TEXT,
    "body_ct" BYTEA NOT NULL,
    "row_version" INTEGER NOT NULL,
    "sent_by" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ NOT NULL,
    "opened_at" TIMESTAMPTZ,

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."review_file" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "packet_id" UUID NOT NULL,
    "packet_organisation_id" UUID NOT NULL,
    "registration_number" TEXT NOT NULL,
    "registered_on" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "completeness" TEXT[],
    "decision_due_on" DATE,
    "decision_setting_id" UUID,
    "decided_on" DATE,
    "decided_by" UUID,
    "reasons_ct" BYTEA,
    "remedy_ct" BYTEA,
    "row_version" INTEGER NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "review_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."review_assignment" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "review_file_id" UUID NOT NULL,
    "packet_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "conflict" TEXT NOT NULL,
    "declared_at" TIMESTAMPTZ,
    "assigned_by" UUID NOT NULL,
    "assigned_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,

    CONSTRAINT "review_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."review_note" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "review_file_id" UUID NOT NULL,
    "packet_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "criterion" TEXT NOT NULL,
    "assessment" TEXT NOT NULL,
    "text_ct" BYTEA,
    "row_version" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "review_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."setting" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "verified_at" TIMESTAMPTZ,
    "verified_by" UUID,
    "replaced_at" TIMESTAMPTZ,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."notification" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "read_at" TIMESTAMPTZ,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "casework"."draft" (
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "form_hash" BYTEA NOT NULL,
    "id" UUID NOT NULL,
    "content_ct" BYTEA NOT NULL,
    "row_version" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("member_id","form_hash")
);

-- CreateTable
CREATE TABLE "casework"."submission" (
    "member_id" UUID NOT NULL,
    "token" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "location" TEXT,
    "submitted_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("member_id","token")
);

-- CreateTable
CREATE TABLE "audit"."event" (
    "sequence" BIGSERIAL NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "actor_id" UUID,
    "actor_organisation_id" UUID,
    "organisation_id" UUID,
    "type" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "resource_kind" TEXT,
    "resource_id" UUID,
    "case_id" UUID,
    "consent_id" UUID,
    "purpose" TEXT,
    "detail" JSONB NOT NULL,
    "payload_hash" BYTEA NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("sequence")
);

-- CreateTable
CREATE TABLE "statistics"."fact" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "indicator" TEXT NOT NULL,
    "quarter" TEXT NOT NULL,
    "district" TEXT NOT NULL,
    "sex" TEXT NOT NULL,
    "age_band" TEXT NOT NULL,
    "age_at_time" TEXT NOT NULL,
    "community" TEXT NOT NULL,
    "service_group" TEXT NOT NULL,
    "capability" TEXT NOT NULL,
    "person_key" BYTEA NOT NULL,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statistics"."total_approval" (
    "organisation_id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "approved_by" UUID NOT NULL,
    "approved_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "total_approval_pkey" PRIMARY KEY ("organisation_id","period")
);

-- CreateTable
CREATE TABLE "statistics"."release" (
    "id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "plan_version" INTEGER NOT NULL,
    "parameters" JSONB NOT NULL,
    "built_at" TIMESTAMPTZ NOT NULL,
    "built_by" UUID,
    "published_at" TIMESTAMPTZ,

    CONSTRAINT "release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statistics"."cell" (
    "release_id" UUID NOT NULL,
    "indicator" TEXT NOT NULL,
    "statistic_table" TEXT NOT NULL,
    "categories" JSONB NOT NULL,
    "period" TEXT NOT NULL,
    "cell_key" TEXT NOT NULL,
    "z" INTEGER NOT NULL,

    CONSTRAINT "cell_pkey" PRIMARY KEY ("release_id","cell_key")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_short_name_key" ON "directory"."organisation"("short_name");

-- CreateIndex
CREATE UNIQUE INDEX "member_email_key" ON "directory"."member"("email");

-- CreateIndex
CREATE UNIQUE INDEX "member_organisation_id_id_key" ON "directory"."member"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "session_member_id_idx" ON "directory"."session"("member_id");

-- CreateIndex
CREATE INDEX "login_attempt_subject_hash_attempted_at_idx" ON "directory"."login_attempt"("subject_hash", "attempted_at");

-- CreateIndex
CREATE INDEX "vault_grant_organisation_id_idx" ON "keys"."vault_grant"("organisation_id");

-- CreateIndex
CREATE INDEX "sealed_key_recipient_organisation_id_idx" ON "keys"."sealed_key"("recipient_organisation_id");

-- CreateIndex
CREATE INDEX "case_file_organisation_id_last_activity_at_id_idx" ON "casework"."case_file"("organisation_id", "last_activity_at" DESC, "id");

-- CreateIndex
CREATE INDEX "case_file_organisation_id_opened_on_id_idx" ON "casework"."case_file"("organisation_id", "opened_on" DESC, "id");

-- CreateIndex
CREATE INDEX "case_file_organisation_id_step_last_activity_at_idx" ON "casework"."case_file"("organisation_id", "step", "last_activity_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "case_file_organisation_id_id_key" ON "casework"."case_file"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "case_file_organisation_id_code_key" ON "casework"."case_file"("organisation_id", "code");

-- CreateIndex
CREATE INDEX "assignment_organisation_id_member_id_ended_at_idx" ON "casework"."assignment"("organisation_id", "member_id", "ended_at");

-- CreateIndex
CREATE INDEX "assignment_organisation_id_case_id_idx" ON "casework"."assignment"("organisation_id", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "assignment_organisation_id_id_key" ON "casework"."assignment"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "break_glass_organisation_id_case_id_idx" ON "casework"."break_glass"("organisation_id", "case_id");

-- CreateIndex
CREATE INDEX "break_glass_organisation_id_member_id_idx" ON "casework"."break_glass"("organisation_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "break_glass_organisation_id_id_key" ON "casework"."break_glass"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "identity_record_organisation_id_id_key" ON "casework"."identity_record"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "identity_record_organisation_id_case_id_key" ON "casework"."identity_record"("organisation_id", "case_id");

-- CreateIndex
CREATE INDEX "consent_organisation_id_case_id_purpose_idx" ON "casework"."consent"("organisation_id", "case_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "consent_organisation_id_id_key" ON "casework"."consent"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "consent_organisation_id_case_id_id_key" ON "casework"."consent"("organisation_id", "case_id", "id");

-- CreateIndex
CREATE INDEX "support_session_organisation_id_case_id_held_on_idx" ON "casework"."support_session"("organisation_id", "case_id", "held_on" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "support_session_organisation_id_id_key" ON "casework"."support_session"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "group_session_organisation_id_id_key" ON "casework"."group_session"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "task_organisation_id_case_id_done_at_due_on_idx" ON "casework"."task"("organisation_id", "case_id", "done_at", "due_on");

-- CreateIndex
CREATE INDEX "task_organisation_id_assignee_id_done_at_due_on_idx" ON "casework"."task"("organisation_id", "assignee_id", "done_at", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "task_organisation_id_id_key" ON "casework"."task"("organisation_id", "id");

-- CreateIndex
CREATE INDEX "statement_organisation_id_case_id_idx" ON "casework"."statement"("organisation_id", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "statement_organisation_id_id_key" ON "casework"."statement"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "statement_organisation_id_case_id_id_key" ON "casework"."statement"("organisation_id", "case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "statement_version_organisation_id_id_key" ON "casework"."statement_version"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "statement_version_statement_id_version_key" ON "casework"."statement_version"("statement_id", "version");

-- CreateIndex
CREATE INDEX "application_organisation_id_case_id_idx" ON "casework"."application"("organisation_id", "case_id");

-- CreateIndex
CREATE INDEX "application_organisation_id_state_idx" ON "casework"."application"("organisation_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "application_organisation_id_id_key" ON "casework"."application"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "application_organisation_id_case_id_id_key" ON "casework"."application"("organisation_id", "case_id", "id");

-- CreateIndex
CREATE INDEX "evidence_organisation_id_case_id_idx" ON "casework"."evidence"("organisation_id", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_organisation_id_id_key" ON "casework"."evidence"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_organisation_id_case_id_id_key" ON "casework"."evidence"("organisation_id", "case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_chunk_evidence_id_position_key" ON "casework"."evidence_chunk"("evidence_id", "position");

-- CreateIndex
CREATE INDEX "evidence_custody_organisation_id_evidence_id_idx" ON "casework"."evidence_custody"("organisation_id", "evidence_id");

-- CreateIndex
CREATE UNIQUE INDEX "packet_code_key" ON "casework"."packet"("code");

-- CreateIndex
CREATE INDEX "packet_organisation_id_case_id_idx" ON "casework"."packet"("organisation_id", "case_id");

-- CreateIndex
CREATE INDEX "packet_recipient_organisation_id_referred_at_idx" ON "casework"."packet"("recipient_organisation_id", "referred_at");

-- CreateIndex
CREATE UNIQUE INDEX "packet_organisation_id_id_key" ON "casework"."packet"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "packet_document_packet_id_kind_language_position_key" ON "casework"."packet_document"("packet_id", "kind", "language", "position");

-- CreateIndex
CREATE INDEX "packet_event_organisation_id_packet_id_idx" ON "casework"."packet_event"("organisation_id", "packet_id");

-- CreateIndex
CREATE INDEX "letter_recipient_organisation_id_packet_id_idx" ON "casework"."letter"("recipient_organisation_id", "packet_id");

-- CreateIndex
CREATE INDEX "letter_organisation_id_review_file_id_idx" ON "casework"."letter"("organisation_id", "review_file_id");

-- CreateIndex
CREATE UNIQUE INDEX "letter_organisation_id_id_key" ON "casework"."letter"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "review_file_packet_id_key" ON "casework"."review_file"("packet_id");

-- CreateIndex
CREATE INDEX "review_file_organisation_id_state_idx" ON "casework"."review_file"("organisation_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "review_file_organisation_id_id_key" ON "casework"."review_file"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "review_file_organisation_id_id_packet_id_key" ON "casework"."review_file"("organisation_id", "id", "packet_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_file_organisation_id_registration_number_key" ON "casework"."review_file"("organisation_id", "registration_number");

-- CreateIndex
CREATE INDEX "review_assignment_organisation_id_member_id_idx" ON "casework"."review_assignment"("organisation_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_assignment_review_file_id_member_id_key" ON "casework"."review_assignment"("review_file_id", "member_id");

-- CreateIndex
CREATE INDEX "review_note_organisation_id_review_file_id_idx" ON "casework"."review_note"("organisation_id", "review_file_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_note_review_file_id_member_id_criterion_key" ON "casework"."review_note"("review_file_id", "member_id", "criterion");

-- CreateIndex
CREATE INDEX "setting_key_valid_from_idx" ON "casework"."setting"("key", "valid_from");

-- CreateIndex
CREATE INDEX "notification_organisation_id_member_id_read_at_idx" ON "casework"."notification"("organisation_id", "member_id", "read_at");

-- CreateIndex
CREATE UNIQUE INDEX "draft_id_key" ON "casework"."draft"("id");

-- CreateIndex
CREATE INDEX "submission_submitted_at_idx" ON "casework"."submission"("submitted_at");

-- CreateIndex
CREATE UNIQUE INDEX "event_id_key" ON "audit"."event"("id");

-- CreateIndex
CREATE INDEX "event_organisation_id_at_idx" ON "audit"."event"("organisation_id", "at" DESC);

-- CreateIndex
CREATE INDEX "event_organisation_id_case_id_at_idx" ON "audit"."event"("organisation_id", "case_id", "at" DESC);

-- CreateIndex
CREATE INDEX "event_organisation_id_resource_id_at_idx" ON "audit"."event"("organisation_id", "resource_id", "at" DESC);

-- CreateIndex
CREATE INDEX "event_actor_organisation_id_actor_id_at_idx" ON "audit"."event"("actor_organisation_id", "actor_id", "at" DESC);

-- CreateIndex
CREATE INDEX "fact_quarter_idx" ON "statistics"."fact"("quarter");

-- CreateIndex
CREATE INDEX "fact_organisation_id_quarter_idx" ON "statistics"."fact"("organisation_id", "quarter");

-- CreateIndex
CREATE UNIQUE INDEX "release_period_key" ON "statistics"."release"("period");

-- AddForeignKey
ALTER TABLE "directory"."member" ADD CONSTRAINT "member_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "directory"."organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory"."session" ADD CONSTRAINT "session_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "keys"."vault_grant" ADD CONSTRAINT "vault_grant_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."assignment" ADD CONSTRAINT "assignment_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."assignment" ADD CONSTRAINT "assignment_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."break_glass" ADD CONSTRAINT "break_glass_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."break_glass" ADD CONSTRAINT "break_glass_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."identity_record" ADD CONSTRAINT "identity_record_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."consent" ADD CONSTRAINT "consent_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."support_session" ADD CONSTRAINT "support_session_organisation_id_group_session_id_fkey" FOREIGN KEY ("organisation_id", "group_session_id") REFERENCES "casework"."group_session"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."support_session" ADD CONSTRAINT "support_session_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."task" ADD CONSTRAINT "task_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."statement" ADD CONSTRAINT "statement_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."statement_version" ADD CONSTRAINT "statement_version_organisation_id_case_id_statement_id_fkey" FOREIGN KEY ("organisation_id", "case_id", "statement_id") REFERENCES "casework"."statement"("organisation_id", "case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."statement_version" ADD CONSTRAINT "statement_version_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."application" ADD CONSTRAINT "application_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."evidence" ADD CONSTRAINT "evidence_organisation_id_case_id_application_id_fkey" FOREIGN KEY ("organisation_id", "case_id", "application_id") REFERENCES "casework"."application"("organisation_id", "case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."evidence" ADD CONSTRAINT "evidence_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."evidence_chunk" ADD CONSTRAINT "evidence_chunk_organisation_id_case_id_evidence_id_fkey" FOREIGN KEY ("organisation_id", "case_id", "evidence_id") REFERENCES "casework"."evidence"("organisation_id", "case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."evidence_custody" ADD CONSTRAINT "evidence_custody_organisation_id_case_id_evidence_id_fkey" FOREIGN KEY ("organisation_id", "case_id", "evidence_id") REFERENCES "casework"."evidence"("organisation_id", "case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."evidence_custody" ADD CONSTRAINT "evidence_custody_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."packet" ADD CONSTRAINT "packet_organisation_id_case_id_application_id_fkey" FOREIGN KEY ("organisation_id", "case_id", "application_id") REFERENCES "casework"."application"("organisation_id", "case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."packet" ADD CONSTRAINT "packet_organisation_id_case_id_fkey" FOREIGN KEY ("organisation_id", "case_id") REFERENCES "casework"."case_file"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."packet" ADD CONSTRAINT "packet_organisation_id_case_id_consent_id_fkey" FOREIGN KEY ("organisation_id", "case_id", "consent_id") REFERENCES "casework"."consent"("organisation_id", "case_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."packet_document" ADD CONSTRAINT "packet_document_organisation_id_packet_id_fkey" FOREIGN KEY ("organisation_id", "packet_id") REFERENCES "casework"."packet"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."packet_event" ADD CONSTRAINT "packet_event_organisation_id_packet_id_fkey" FOREIGN KEY ("organisation_id", "packet_id") REFERENCES "casework"."packet"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."letter" ADD CONSTRAINT "letter_recipient_organisation_id_packet_id_fkey" FOREIGN KEY ("recipient_organisation_id", "packet_id") REFERENCES "casework"."packet"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."letter" ADD CONSTRAINT "letter_organisation_id_review_file_id_packet_id_fkey" FOREIGN KEY ("organisation_id", "review_file_id", "packet_id") REFERENCES "casework"."review_file"("organisation_id", "id", "packet_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."review_file" ADD CONSTRAINT "review_file_packet_organisation_id_packet_id_fkey" FOREIGN KEY ("packet_organisation_id", "packet_id") REFERENCES "casework"."packet"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."review_assignment" ADD CONSTRAINT "review_assignment_organisation_id_review_file_id_packet_id_fkey" FOREIGN KEY ("organisation_id", "review_file_id", "packet_id") REFERENCES "casework"."review_file"("organisation_id", "id", "packet_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."review_assignment" ADD CONSTRAINT "review_assignment_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."review_note" ADD CONSTRAINT "review_note_organisation_id_review_file_id_packet_id_fkey" FOREIGN KEY ("organisation_id", "review_file_id", "packet_id") REFERENCES "casework"."review_file"("organisation_id", "id", "packet_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."review_note" ADD CONSTRAINT "review_note_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."notification" ADD CONSTRAINT "notification_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."draft" ADD CONSTRAINT "draft_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "casework"."submission" ADD CONSTRAINT "submission_organisation_id_member_id_fkey" FOREIGN KEY ("organisation_id", "member_id") REFERENCES "directory"."member"("organisation_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statistics"."cell" ADD CONSTRAINT "cell_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "statistics"."release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
