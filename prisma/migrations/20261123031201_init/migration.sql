-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "app_package" (
    "id" UUID NOT NULL,
    "sha256_hex" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "file_name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "bundle_identifier" TEXT,
    "bundle_version" TEXT,
    "minimum_os_version" TEXT,
    "signature" JSONB NOT NULL,
    "warnings" TEXT[],
    "app_id" UUID,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalog_app" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "summary_en" TEXT NOT NULL,
    "summary_nl" TEXT NOT NULL,
    "description_en" TEXT NOT NULL,
    "description_nl" TEXT NOT NULL,
    "icon" BYTEA,
    "icon_type" TEXT,
    "approval_required" BOOLEAN NOT NULL,
    "featured" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "current_package_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "catalog_app_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "install" (
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "state_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deadline_at" TIMESTAMPTZ(3),
    "check_at" TIMESTAMPTZ(3),
    "failure_code" TEXT,
    "failure_detail" JSONB,
    "command_id" UUID,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "downloaded_bytes" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "install_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "install_event" (
    "id" UUID NOT NULL,
    "install_id" UUID NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "cause" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "install_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request" (
    "id" UUID NOT NULL,
    "install_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "request_key" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "decided_by_id" UUID,
    "decision_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "download_link" (
    "token_sha256" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "install_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "download_link_pkey" PRIMARY KEY ("token_sha256")
);

-- CreateTable
CREATE TABLE "article" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "failures" TEXT[],
    "published" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "article_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "article_translation" (
    "article_id" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "search" tsvector,

    CONSTRAINT "article_translation_pkey" PRIMARY KEY ("article_id","locale")
);

-- CreateTable
CREATE TABLE "ticket" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "request_key" TEXT NOT NULL,
    "opener_id" UUID NOT NULL,
    "assignee_id" UUID,
    "device_id" UUID,
    "install_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket_message" (
    "id" UUID NOT NULL,
    "ticket_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'message',
    "body" TEXT NOT NULL,
    "data" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ticket_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" UUID NOT NULL,
    "enrollment_id" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "enrollment_type" TEXT NOT NULL,
    "ownership" TEXT NOT NULL,
    "access_rights" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "model_name" TEXT NOT NULL,
    "serial_number" TEXT,
    "os_version" TEXT,
    "build_version" TEXT,
    "file_vault" BOOLEAN,
    "firewall" BOOLEAN,
    "sip" BOOLEAN,
    "capacity_gb" DOUBLE PRECISION,
    "available_gb" DOUBLE PRECISION,
    "battery_level" DOUBLE PRECISION,
    "locked_at" TIMESTAMPTZ(3),
    "inventory_at" TIMESTAMPTZ(3),
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_event" (
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_action" (
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "request_key" TEXT NOT NULL,
    "actor_id" UUID NOT NULL,
    "command_ids" TEXT[],
    "open_count" INTEGER NOT NULL,
    "sealed_pin" BYTEA,
    "pin_shown_at" TIMESTAMPTZ(3),
    "failure" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "configuration_profile" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "payload_types" TEXT[],
    "content" BYTEA NOT NULL,
    "sha256_hex" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "configuration_profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile_assignment" (
    "profile_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,

    CONSTRAINT "profile_assignment_pkey" PRIMARY KEY ("profile_id","group_id")
);

-- CreateTable
CREATE TABLE "profile_install" (
    "profile_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "wanted" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "command_id" UUID,
    "sha256_hex" TEXT,
    "failure" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profile_install_pkey" PRIMARY KEY ("profile_id","device_id")
);

-- CreateTable
CREATE TABLE "mdm_enrollment" (
    "id" TEXT NOT NULL,
    "device_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "enrollment_type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "invitation_id" UUID,
    "certificate_sha256" TEXT,
    "topic" TEXT,
    "push_token" BYTEA,
    "push_magic" TEXT,
    "access_rights" INTEGER NOT NULL DEFAULT 0,
    "serial_number" TEXT,
    "model" TEXT,
    "model_name" TEXT,
    "device_name" TEXT,
    "product_name" TEXT,
    "os_version" TEXT,
    "build_version" TEXT,
    "user_short_name" TEXT,
    "user_long_name" TEXT,
    "bootstrap_token" BYTEA,
    "authenticated_at" TIMESTAMPTZ(3),
    "enrolled_at" TIMESTAMPTZ(3),
    "checked_out_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "push_wanted_at" TIMESTAMPTZ(3),
    "pushed_at" TIMESTAMPTZ(3),
    "push_attempts" INTEGER NOT NULL DEFAULT 0,
    "push_retry_at" TIMESTAMPTZ(3),
    "push_failure" TEXT,

    CONSTRAINT "mdm_enrollment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_command" (
    "id" UUID NOT NULL,
    "enrollment_id" TEXT NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "request_type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "idempotency_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "deferred_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "mdm_command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_command_history" (
    "id" UUID NOT NULL,
    "enrollment_id" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "request_type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "error_chain" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_command_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_result" (
    "id" BIGSERIAL NOT NULL,
    "command_id" UUID NOT NULL,
    "enrollment_id" TEXT NOT NULL,
    "request_type" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_result_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_inventory" (
    "enrollment_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "collected_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mdm_inventory_pkey" PRIMARY KEY ("enrollment_id","kind")
);

-- CreateTable
CREATE TABLE "mdm_certificate" (
    "sha256_hex" TEXT NOT NULL,
    "serial_hex" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "invitation_id" UUID NOT NULL,
    "enrollment_id" TEXT,
    "certificate" BYTEA NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "mdm_certificate_pkey" PRIMARY KEY ("sha256_hex")
);

-- CreateTable
CREATE TABLE "mdm_invitation" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "enrollment_type" TEXT NOT NULL,
    "ownership" TEXT NOT NULL,
    "access_rights" INTEGER NOT NULL,
    "link_sha256" TEXT NOT NULL,
    "challenge_sha256" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "challenge_used_at" TIMESTAMPTZ(3),
    "enrollment_id" TEXT,
    "enrolled_at" TIMESTAMPTZ(3),

    CONSTRAINT "mdm_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_authority" (
    "id" TEXT NOT NULL,
    "certificate_pem" TEXT NOT NULL,
    "sealed_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_authority_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_push_certificate" (
    "id" TEXT NOT NULL DEFAULT 'current',
    "topic" TEXT NOT NULL,
    "certificate_pem" TEXT NOT NULL,
    "sealed_key" BYTEA NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_push_certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_event" (
    "id" BIGSERIAL NOT NULL,
    "enrollment_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "mdm_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'employee',
    "locale" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signed_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "session" (
    "token_sha256" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_sha256")
);

-- CreateTable
CREATE TABLE "person_group" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "everyone" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("group_id","person_id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "subject_label" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_package_sha256_hex_key" ON "app_package"("sha256_hex");

-- CreateIndex
CREATE INDEX "app_package_app_id_idx" ON "app_package"("app_id");

-- CreateIndex
CREATE UNIQUE INDEX "catalog_app_slug_key" ON "catalog_app"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "catalog_app_current_package_id_key" ON "catalog_app"("current_package_id");

-- CreateIndex
CREATE INDEX "install_person_id_idx" ON "install"("person_id");

-- CreateIndex
CREATE INDEX "install_command_id_idx" ON "install"("command_id");

-- CreateIndex
CREATE INDEX "install_deadline_at_idx" ON "install"("deadline_at");

-- CreateIndex
CREATE INDEX "install_check_at_idx" ON "install"("check_at");

-- CreateIndex
CREATE UNIQUE INDEX "install_device_id_app_id_key" ON "install"("device_id", "app_id");

-- CreateIndex
CREATE INDEX "install_event_install_id_at_idx" ON "install_event"("install_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "request_request_key_key" ON "request"("request_key");

-- CreateIndex
CREATE INDEX "request_person_id_created_at_idx" ON "request"("person_id", "created_at");

-- CreateIndex
CREATE INDEX "request_status_created_at_idx" ON "request"("status", "created_at");

-- CreateIndex
CREATE INDEX "download_link_install_id_idx" ON "download_link"("install_id");

-- CreateIndex
CREATE UNIQUE INDEX "article_slug_key" ON "article"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_number_key" ON "ticket"("number");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_request_key_key" ON "ticket"("request_key");

-- CreateIndex
CREATE INDEX "ticket_opener_id_updated_at_idx" ON "ticket"("opener_id", "updated_at");

-- CreateIndex
CREATE INDEX "ticket_status_updated_at_idx" ON "ticket"("status", "updated_at");

-- CreateIndex
CREATE INDEX "ticket_message_ticket_id_created_at_idx" ON "ticket_message"("ticket_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "device_enrollment_id_key" ON "device"("enrollment_id");

-- CreateIndex
CREATE INDEX "device_owner_id_idx" ON "device"("owner_id");

-- CreateIndex
CREATE INDEX "device_serial_number_idx" ON "device"("serial_number");

-- CreateIndex
CREATE INDEX "device_event_device_id_at_idx" ON "device_event"("device_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "device_action_request_key_key" ON "device_action"("request_key");

-- CreateIndex
CREATE INDEX "device_action_device_id_created_at_idx" ON "device_action"("device_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "configuration_profile_identifier_key" ON "configuration_profile"("identifier");

-- CreateIndex
CREATE INDEX "profile_install_device_id_idx" ON "profile_install"("device_id");

-- CreateIndex
CREATE INDEX "profile_install_command_id_idx" ON "profile_install"("command_id");

-- CreateIndex
CREATE INDEX "mdm_enrollment_device_id_idx" ON "mdm_enrollment"("device_id");

-- CreateIndex
CREATE INDEX "mdm_enrollment_push_retry_at_idx" ON "mdm_enrollment"("push_retry_at");

-- CreateIndex
CREATE INDEX "mdm_command_enrollment_id_priority_sequence_idx" ON "mdm_command"("enrollment_id", "priority" DESC, "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "mdm_command_enrollment_id_idempotency_key_key" ON "mdm_command"("enrollment_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "mdm_command_history_enrollment_id_answered_at_idx" ON "mdm_command_history"("enrollment_id", "answered_at");

-- CreateIndex
CREATE INDEX "mdm_command_history_answered_at_idx" ON "mdm_command_history"("answered_at");

-- CreateIndex
CREATE INDEX "mdm_result_enrollment_id_idx" ON "mdm_result"("enrollment_id");

-- CreateIndex
CREATE UNIQUE INDEX "mdm_certificate_serial_hex_key" ON "mdm_certificate"("serial_hex");

-- CreateIndex
CREATE INDEX "mdm_certificate_enrollment_id_idx" ON "mdm_certificate"("enrollment_id");

-- CreateIndex
CREATE UNIQUE INDEX "mdm_invitation_link_sha256_key" ON "mdm_invitation"("link_sha256");

-- CreateIndex
CREATE UNIQUE INDEX "mdm_invitation_challenge_sha256_key" ON "mdm_invitation"("challenge_sha256");

-- CreateIndex
CREATE INDEX "mdm_invitation_person_id_idx" ON "mdm_invitation"("person_id");

-- CreateIndex
CREATE INDEX "mdm_event_enrollment_id_id_idx" ON "mdm_event"("enrollment_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_group_name_key" ON "person_group"("name");

-- CreateIndex
CREATE INDEX "membership_person_id_idx" ON "membership"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_hash_key" ON "audit_entry"("hash");

-- CreateIndex
CREATE INDEX "audit_entry_subject_kind_subject_id_idx" ON "audit_entry"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "audit_entry_action_idx" ON "audit_entry"("action");

-- AddForeignKey
ALTER TABLE "app_package" ADD CONSTRAINT "app_package_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "catalog_app"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "catalog_app" ADD CONSTRAINT "catalog_app_current_package_id_fkey" FOREIGN KEY ("current_package_id") REFERENCES "app_package"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "install" ADD CONSTRAINT "install_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "install" ADD CONSTRAINT "install_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "catalog_app"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "install" ADD CONSTRAINT "install_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "app_package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "install" ADD CONSTRAINT "install_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "install_event" ADD CONSTRAINT "install_event_install_id_fkey" FOREIGN KEY ("install_id") REFERENCES "install"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_install_id_fkey" FOREIGN KEY ("install_id") REFERENCES "install"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "catalog_app"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "download_link" ADD CONSTRAINT "download_link_install_id_fkey" FOREIGN KEY ("install_id") REFERENCES "install"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "article_translation" ADD CONSTRAINT "article_translation_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_opener_id_fkey" FOREIGN KEY ("opener_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_install_id_fkey" FOREIGN KEY ("install_id") REFERENCES "install"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_message" ADD CONSTRAINT "ticket_message_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket_message" ADD CONSTRAINT "ticket_message_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_event" ADD CONSTRAINT "device_event_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_action" ADD CONSTRAINT "device_action_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_assignment" ADD CONSTRAINT "profile_assignment_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "configuration_profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_assignment" ADD CONSTRAINT "profile_assignment_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "person_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_install" ADD CONSTRAINT "profile_install_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "configuration_profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_install" ADD CONSTRAINT "profile_install_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "person_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
