-- AlterTable
ALTER TABLE "device" ADD COLUMN     "left_unanswered" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "removal_answered_at" TIMESTAMPTZ(3),
ADD COLUMN     "removal_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "removal_command_id" UUID,
ADD COLUMN     "removal_failure" JSONB,
ADD COLUMN     "removal_how" TEXT;

-- CreateIndex
CREATE INDEX "device_removal_asked_at_idx" ON "device"("removal_asked_at");

-- CreateIndex
CREATE INDEX "device_removal_command_id_idx" ON "device"("removal_command_id");

-- CreateIndex
CREATE INDEX "device_left_how_idx" ON "device"("left_how");
