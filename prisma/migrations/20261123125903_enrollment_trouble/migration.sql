-- AlterTable
ALTER TABLE "mdm_invitation" ADD COLUMN     "trouble" TEXT;

-- CreateIndex
CREATE INDEX "mdm_certificate_invitation_id_idx" ON "mdm_certificate"("invitation_id");

-- What the Prisma schema cannot say: enrolments that were begun and not finished are few, and looked for every minute.
CREATE INDEX mdm_enrollment_half_made_idx ON mdm_enrollment (authenticated_at) WHERE status = 'authenticated';
CREATE INDEX mdm_certificate_spare_idx ON mdm_certificate (issued_at)
  WHERE enrollment_id IS NULL AND revoked_at IS NULL;
