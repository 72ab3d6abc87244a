-- CreateTable
CREATE TABLE "required_app_check" (
    "id" BIGSERIAL NOT NULL,
    "device_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "required_app_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "required_app_check_due_at_id_idx" ON "required_app_check"("due_at", "id");

-- CreateIndex
CREATE INDEX "required_app_check_device_id_idx" ON "required_app_check"("device_id");

-- What a Mac is required to have: whatever may change it puts the Macs concerned on the list ------------------

CREATE FUNCTION check_required_apps_of_device() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO required_app_check (device_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER device_required_apps_inserted AFTER INSERT ON device
  FOR EACH ROW WHEN (NEW.status = 'enrolled') EXECUTE FUNCTION check_required_apps_of_device();
CREATE TRIGGER device_required_apps_changed AFTER UPDATE ON device
  FOR EACH ROW WHEN (NEW.status = 'enrolled' AND
    (OLD.status, OLD.owner_id, OLD.enrollment_type, OLD.access_rights, OLD.enrolled_at, OLD.os_version) IS DISTINCT FROM
    (NEW.status, NEW.owner_id, NEW.enrollment_type, NEW.access_rights, NEW.enrolled_at, NEW.os_version))
  EXECUTE FUNCTION check_required_apps_of_device();

CREATE FUNCTION check_required_apps_of_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO required_app_check (device_id)
    SELECT id FROM device WHERE owner_id = coalesce(NEW.person_id, OLD.person_id);
  RETURN NULL;
END $$;
CREATE TRIGGER membership_required_apps AFTER INSERT OR DELETE ON membership
  FOR EACH ROW EXECUTE FUNCTION check_required_apps_of_member();

CREATE FUNCTION check_required_apps_of_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO required_app_check (device_id) SELECT id FROM device WHERE owner_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER person_required_apps AFTER UPDATE OF active ON person
  FOR EACH ROW WHEN (OLD.active <> NEW.active) EXECUTE FUNCTION check_required_apps_of_person();

-- The Macs of a group's people, and those that were given the app before: a group that is deleted has no people left.
CREATE FUNCTION check_macs_of_requirement(app uuid, people_of uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO required_app_check (device_id)
    SELECT d.id FROM device d WHERE d.status = 'enrolled' AND EXISTS (
      SELECT FROM person_group g WHERE g.id = people_of AND g.everyone)
    UNION
    SELECT d.id FROM membership m JOIN device d ON d.owner_id = m.person_id
      WHERE m.group_id = people_of AND d.status = 'enrolled'
    UNION
    SELECT i.device_id FROM install i WHERE i.app_id = app AND i.origin = 'requirement'
$$;

CREATE FUNCTION check_required_app() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_macs_of_requirement(coalesce(NEW.app_id, OLD.app_id), coalesce(NEW.group_id, OLD.group_id));
  RETURN NULL;
END $$;
CREATE TRIGGER app_requirement_changed AFTER INSERT OR UPDATE OR DELETE ON app_requirement
  FOR EACH ROW EXECUTE FUNCTION check_required_app();

CREATE FUNCTION check_macs_of_app() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_macs_of_requirement(NEW.id, group_id) FROM app_requirement WHERE app_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER catalog_app_required AFTER UPDATE OF status, current_package_id ON catalog_app
  FOR EACH ROW WHEN ((OLD.status, OLD.current_package_id) IS DISTINCT FROM (NEW.status, NEW.current_package_id))
  EXECUTE FUNCTION check_macs_of_app();

CREATE FUNCTION tell_of_required_apps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('required_apps', '');
  RETURN NULL;
END $$;
CREATE TRIGGER required_app_check_told AFTER INSERT ON required_app_check
  FOR EACH STATEMENT EXECUTE FUNCTION tell_of_required_apps();

-- Whose turn is next on a Mac is asked only of Macs that have a line.
CREATE INDEX install_line_idx ON install (device_id) WHERE state = 'in_line';
