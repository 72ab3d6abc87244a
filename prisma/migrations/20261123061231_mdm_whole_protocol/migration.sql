-- AlterTable
ALTER TABLE "mdm_authority" ADD COLUMN     "retired_at" TIMESTAMPTZ(3),
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'active';

-- AlterTable
ALTER TABLE "mdm_certificate" ADD COLUMN     "authority_id" TEXT NOT NULL DEFAULT 'device-ca',
ADD COLUMN     "first_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "renews_sha256" TEXT;

-- AlterTable
ALTER TABLE "mdm_enrollment" ADD COLUMN     "apple_silicon" BOOLEAN,
ADD COLUMN     "awaiting_configuration" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "supervised" BOOLEAN;

-- AlterTable
ALTER TABLE "mdm_push_certificate" ADD COLUMN     "warned_days" INTEGER;

-- CreateTable
CREATE TABLE "mdm_declaration" (
    "identifier" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "server_token" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "references" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_declaration_pkey" PRIMARY KEY ("identifier")
);

-- CreateTable
CREATE TABLE "mdm_declaration_set_member" (
    "set_name" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,

    CONSTRAINT "mdm_declaration_set_member_pkey" PRIMARY KEY ("set_name","identifier")
);

-- CreateTable
CREATE TABLE "mdm_enrollment_declaration_set" (
    "enrollment_id" TEXT NOT NULL,
    "set_name" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_enrollment_declaration_set_pkey" PRIMARY KEY ("enrollment_id","set_name")
);

-- CreateTable
CREATE TABLE "mdm_declarative_channel" (
    "enrollment_id" TEXT NOT NULL,
    "enabled_at" TIMESTAMPTZ(3),
    "sync_wanted_at" TIMESTAMPTZ(3),
    "declarations_token" TEXT,
    "capabilities" JSONB,
    "reported_at" TIMESTAMPTZ(3),
    "full_report_at" TIMESTAMPTZ(3),

    CONSTRAINT "mdm_declarative_channel_pkey" PRIMARY KEY ("enrollment_id")
);

-- CreateTable
CREATE TABLE "mdm_status_report" (
    "id" BIGSERIAL NOT NULL,
    "enrollment_id" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "retry_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_status_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_declaration_status" (
    "enrollment_id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "server_token" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "valid" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_declaration_status_pkey" PRIMARY KEY ("enrollment_id","identifier")
);

-- CreateTable
CREATE TABLE "mdm_status_item" (
    "enrollment_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_status_item_pkey" PRIMARY KEY ("enrollment_id","name")
);

-- CreateTable
CREATE TABLE "mdm_asset" (
    "id" UUID NOT NULL,
    "content_type" TEXT NOT NULL,
    "sha256_hex" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_renewal" (
    "id" UUID NOT NULL,
    "enrollment_id" TEXT NOT NULL,
    "certificate_sha256" TEXT NOT NULL,
    "challenge_sha256" TEXT NOT NULL,
    "command_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "challenge_used_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "mdm_renewal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_push_certificate_request" (
    "id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "csr" BYTEA NOT NULL,
    "sealed_key" BYTEA NOT NULL,
    "email" TEXT,
    "sealed_reply_key" BYTEA,
    "reply_certificate_pem" TEXT,
    "signed_request" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),
    "abandoned_at" TIMESTAMPTZ(3),

    CONSTRAINT "mdm_push_certificate_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_vendor_certificate" (
    "id" TEXT NOT NULL DEFAULT 'current',
    "certificate_pem" TEXT NOT NULL,
    "chain_pem" TEXT NOT NULL,
    "sealed_key" BYTEA NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mdm_vendor_certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_sha256" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook" (
    "id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    "events" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "failing_since" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "mdm_declaration_set_member_identifier_idx" ON "mdm_declaration_set_member"("identifier");

-- CreateIndex
CREATE INDEX "mdm_enrollment_declaration_set_set_name_idx" ON "mdm_enrollment_declaration_set"("set_name");

-- CreateIndex
CREATE INDEX "mdm_declarative_channel_sync_wanted_at_idx" ON "mdm_declarative_channel"("sync_wanted_at");

-- CreateIndex
CREATE INDEX "mdm_status_report_enrollment_id_id_idx" ON "mdm_status_report"("enrollment_id", "id");

-- CreateIndex
CREATE INDEX "mdm_declaration_status_identifier_idx" ON "mdm_declaration_status"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "mdm_renewal_challenge_sha256_key" ON "mdm_renewal"("challenge_sha256");

-- CreateIndex
CREATE INDEX "mdm_renewal_enrollment_id_idx" ON "mdm_renewal"("enrollment_id");

-- CreateIndex
CREATE INDEX "mdm_push_certificate_request_created_at_idx" ON "mdm_push_certificate_request"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_sha256_key" ON "api_token"("token_sha256");

-- CreateIndex
CREATE INDEX "api_token_created_at_idx" ON "api_token"("created_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_created_at_idx" ON "webhook_delivery"("webhook_id", "created_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_retry_at_idx" ON "webhook_delivery"("retry_at");

-- CreateIndex
CREATE INDEX "mdm_certificate_not_after_idx" ON "mdm_certificate"("not_after");

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One authority issues at a time, and one push certificate is on its way at a time.
CREATE UNIQUE INDEX "mdm_authority_one_active_idx" ON "mdm_authority" ("state") WHERE "state" = 'active';
CREATE UNIQUE INDEX "mdm_push_certificate_request_one_open_idx" ON "mdm_push_certificate_request" ((true))
  WHERE "completed_at" IS NULL AND "abandoned_at" IS NULL;
