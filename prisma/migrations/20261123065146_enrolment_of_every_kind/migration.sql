-- AlterTable
ALTER TABLE "device" ADD COLUMN     "apple_care_ends_at" DATE,
ADD COLUMN     "asset_tag" TEXT,
ADD COLUMN     "lease_ends_at" DATE,
ADD COLUMN     "left_how" TEXT,
ADD COLUMN     "return_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "returned_at" TIMESTAMPTZ(3),
ADD COLUMN     "shared" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "told_abilities" JSONB,
ADD COLUMN     "warranty_ends_at" DATE;

-- AlterTable
ALTER TABLE "install" ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'person',
ADD COLUMN     "start_after" TIMESTAMPTZ(3),
ADD COLUMN     "start_at_restart" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "mdm_invitation" ADD COLUMN     "managed_apple_id" TEXT,
ADD COLUMN     "way" TEXT NOT NULL DEFAULT 'link',
ALTER COLUMN "link_sha256" DROP NOT NULL;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "deactivated_at" TIMESTAMPTZ(3),
ADD COLUMN     "department" TEXT,
ADD COLUMN     "external_id" TEXT,
ADD COLUMN     "family_name" TEXT,
ADD COLUMN     "from_directory" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "given_name" TEXT,
ADD COLUMN     "managed_apple_id" TEXT,
ADD COLUMN     "title" TEXT,
ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "user_name" TEXT;

-- AlterTable
ALTER TABLE "person_group" ADD COLUMN     "external_id" TEXT,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'local',
ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "app_requirement" (
    "app_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "essential" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_requirement_pkey" PRIMARY KEY ("app_id","group_id")
);

-- CreateTable
CREATE TABLE "device_notice" (
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mdm_bearer_token" (
    "token_sha256" TEXT NOT NULL,
    "invitation_id" UUID NOT NULL,
    "use" TEXT NOT NULL,
    "redirect_uri" TEXT,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "mdm_bearer_token_pkey" PRIMARY KEY ("token_sha256")
);

-- CreateTable
CREATE TABLE "enrollment_rule" (
    "group_id" UUID NOT NULL,
    "kinds" TEXT[],
    "ownerships" TEXT[],
    "max_macs" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "enrollment_rule_pkey" PRIMARY KEY ("group_id")
);

-- CreateIndex
CREATE INDEX "app_requirement_group_id_idx" ON "app_requirement"("group_id");

-- CreateIndex
CREATE INDEX "device_notice_person_id_seen_at_idx" ON "device_notice"("person_id", "seen_at");

-- CreateIndex
CREATE INDEX "device_notice_device_id_created_at_idx" ON "device_notice"("device_id", "created_at");

-- CreateIndex
CREATE INDEX "mdm_bearer_token_invitation_id_idx" ON "mdm_bearer_token"("invitation_id");

-- CreateIndex
CREATE INDEX "mdm_bearer_token_expires_at_idx" ON "mdm_bearer_token"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "person_managed_apple_id_key" ON "person"("managed_apple_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_user_name_key" ON "person"("user_name");

-- CreateIndex
CREATE UNIQUE INDEX "person_external_id_key" ON "person"("external_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_group_external_id_key" ON "person_group"("external_id");

-- AddForeignKey
ALTER TABLE "app_requirement" ADD CONSTRAINT "app_requirement_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "catalog_app"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_requirement" ADD CONSTRAINT "app_requirement_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "person_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_notice" ADD CONSTRAINT "device_notice_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrollment_rule" ADD CONSTRAINT "enrollment_rule_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "person_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;
