-- An answer is leased to the process that digests it.
ALTER TABLE "mdm_result" ADD COLUMN     "retry_at" TIMESTAMPTZ(3);

-- What the Prisma schema cannot say: parts of a table ---------------------------------------------------------
-- Answers that wait are found without walking over those that were set aside, and those by their age.
CREATE INDEX mdm_result_due_idx ON mdm_result (id) WHERE failure IS NULL;
CREATE INDEX mdm_result_set_aside_idx ON mdm_result (received_at) WHERE failure IS NOT NULL;

-- A command is asked for once by its key, however long a Mac's history is.
CREATE INDEX mdm_command_history_key_idx ON mdm_command_history (enrollment_id, idempotency_key)
  WHERE idempotency_key IS NOT NULL;

-- Links that nobody used are forgotten by age.
CREATE INDEX mdm_invitation_unused_idx ON mdm_invitation (expires_at) WHERE enrolled_at IS NULL;
