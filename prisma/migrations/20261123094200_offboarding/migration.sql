-- AlterTable
ALTER TABLE "mdm_invitation" ADD COLUMN     "revoked_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "deactivated_by" TEXT,
ADD COLUMN     "deactivation_reason" TEXT,
ADD COLUMN     "offboard_at" TIMESTAMPTZ(3),
ADD COLUMN     "offboard_held_at" TIMESTAMPTZ(3),
ADD COLUMN     "offboarded_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "person_deactivated_at_idx" ON "person"("deactivated_at");

-- CreateIndex
CREATE INDEX "person_offboard_held_at_offboard_at_idx" ON "person"("offboard_held_at", "offboard_at");

-- Word of people who leave and come back ----------------------------------------------------------------------

CREATE FUNCTION tell_of_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_change', json_build_object(
    'topic', 'person', 'id', NEW.id, 'personId', NEW.id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER person_told
  AFTER UPDATE OF active, deactivated_by, offboard_at, offboard_held_at, offboarded_at ON person
  FOR EACH ROW WHEN (NEW.active IS DISTINCT FROM OLD.active
    OR NEW.deactivated_by IS DISTINCT FROM OLD.deactivated_by
    OR NEW.offboard_at IS DISTINCT FROM OLD.offboard_at
    OR NEW.offboard_held_at IS DISTINCT FROM OLD.offboard_held_at
    OR NEW.offboarded_at IS DISTINCT FROM OLD.offboarded_at)
  EXECUTE FUNCTION tell_of_person();
