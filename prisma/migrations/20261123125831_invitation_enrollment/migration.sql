-- CreateIndex
CREATE INDEX "mdm_invitation_enrollment_id_idx" ON "mdm_invitation"("enrollment_id");
