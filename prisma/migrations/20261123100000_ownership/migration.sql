-- AlterTable
ALTER TABLE "device" ADD COLUMN     "held_since" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "device_ownership_idx" ON "device"("ownership");

-- CreateIndex
CREATE INDEX "device_lease_ends_at_idx" ON "device"("lease_ends_at");

-- What the Prisma schema cannot say: the few Macs of a kind, and words in any case ------------------------------

CREATE INDEX device_shared_idx ON device (id) WHERE shared;
CREATE INDEX device_to_return_idx ON device (return_asked_at) WHERE return_asked_at IS NOT NULL AND returned_at IS NULL;
CREATE INDEX device_asset_tag_idx ON device (lower(asset_tag)) WHERE asset_tag IS NOT NULL;

DROP INDEX device_search_idx;
CREATE INDEX device_search_idx ON device USING gin
  ((lower(name || ' ' || coalesce(serial_number, '') || ' ' || model_name || ' ' || coalesce(asset_tag, ''))) gin_trgm_ops);

-- A Mac that changes hands is gone from one browser and new in another: both hear of it -------------------------

CREATE OR REPLACE FUNCTION tell_of_device() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_change', json_build_object(
    'topic', 'device', 'id', NEW.id, 'personId', NEW.owner_id, 'deviceId', NEW.id)::text);
  IF TG_OP = 'UPDATE' AND OLD.owner_id <> NEW.owner_id THEN
    PERFORM pg_notify('portal_change', json_build_object(
      'topic', 'device', 'id', NEW.id, 'personId', OLD.owner_id, 'deviceId', NEW.id)::text);
  END IF;
  RETURN NULL;
END $$;
