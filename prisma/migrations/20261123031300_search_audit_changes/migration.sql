-- What the Prisma schema cannot say: text search in both languages, an append-only audit trail,
-- one waiting request per install, and word of every change for the browsers that look on.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Text search ---------------------------------------------------------------------------------------------

ALTER TABLE article_translation DROP COLUMN search;
ALTER TABLE article_translation ADD COLUMN search tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector(CASE locale WHEN 'nl' THEN 'dutch'::regconfig ELSE 'english'::regconfig END, title), 'A') ||
  setweight(to_tsvector(CASE locale WHEN 'nl' THEN 'dutch'::regconfig ELSE 'english'::regconfig END, summary), 'B') ||
  setweight(to_tsvector(CASE locale WHEN 'nl' THEN 'dutch'::regconfig ELSE 'english'::regconfig END, body), 'C')
) STORED;
CREATE INDEX article_translation_search_idx ON article_translation USING gin (search);

CREATE INDEX device_search_idx ON device USING gin
  ((lower(name || ' ' || coalesce(serial_number, '') || ' ' || model_name)) gin_trgm_ops);
CREATE INDEX person_search_idx ON person USING gin ((lower(name || ' ' || email)) gin_trgm_ops);

-- One waiting request per install -------------------------------------------------------------------------

CREATE UNIQUE INDEX request_one_waiting_idx ON request (install_id) WHERE status = 'waiting';

-- Audit: rows are added, never altered --------------------------------------------------------------------

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Word of changes -----------------------------------------------------------------------------------------
-- portal_change carries {topic, id, personId, deviceId}: enough to know who may hear of it, and nothing more.

CREATE FUNCTION tell_of_install() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_change', json_build_object(
    'topic', 'install', 'id', NEW.id, 'personId', NEW.person_id, 'deviceId', NEW.device_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER install_told AFTER INSERT OR UPDATE OF state, downloaded_bytes ON install
  FOR EACH ROW EXECUTE FUNCTION tell_of_install();

CREATE FUNCTION tell_of_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_change', json_build_object(
    'topic', 'request', 'id', NEW.id, 'personId', NEW.person_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER request_told AFTER INSERT OR UPDATE OF status ON request
  FOR EACH ROW EXECUTE FUNCTION tell_of_request();

CREATE FUNCTION tell_of_device() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_change', json_build_object(
    'topic', 'device', 'id', NEW.id, 'personId', NEW.owner_id, 'deviceId', NEW.id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER device_told AFTER INSERT OR UPDATE ON device
  FOR EACH ROW EXECUTE FUNCTION tell_of_device();

CREATE FUNCTION tell_of_device_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_change', json_build_object(
    'topic', 'device', 'id', NEW.device_id, 'deviceId', NEW.device_id,
    'personId', (SELECT owner_id FROM device WHERE id = NEW.device_id))::text);
  RETURN NULL;
END $$;
CREATE TRIGGER device_event_told AFTER INSERT ON device_event
  FOR EACH ROW EXECUTE FUNCTION tell_of_device_part();
CREATE TRIGGER device_action_told AFTER INSERT OR UPDATE ON device_action
  FOR EACH ROW EXECUTE FUNCTION tell_of_device_part();
CREATE TRIGGER profile_install_told AFTER INSERT OR UPDATE ON profile_install
  FOR EACH ROW EXECUTE FUNCTION tell_of_device_part();

CREATE FUNCTION tell_of_ticket() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_change', json_build_object(
    'topic', 'ticket', 'id', NEW.id, 'personId', NEW.opener_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER ticket_told AFTER INSERT OR UPDATE ON ticket
  FOR EACH ROW EXECUTE FUNCTION tell_of_ticket();

CREATE FUNCTION tell_of_ticket_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind <> 'note' THEN
    PERFORM pg_notify('portal_change', json_build_object('topic', 'ticket', 'id', NEW.ticket_id,
      'personId', (SELECT opener_id FROM ticket WHERE id = NEW.ticket_id))::text);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ticket_message_told AFTER INSERT ON ticket_message
  FOR EACH ROW EXECUTE FUNCTION tell_of_ticket_message();

CREATE FUNCTION tell_of_mdm_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('mdm_event', '');
  RETURN NULL;
END $$;
CREATE TRIGGER mdm_event_told AFTER INSERT ON mdm_event
  FOR EACH STATEMENT EXECUTE FUNCTION tell_of_mdm_event();

CREATE FUNCTION tell_of_mdm_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('mdm_result', '');
  RETURN NULL;
END $$;
CREATE TRIGGER mdm_result_told AFTER INSERT ON mdm_result
  FOR EACH STATEMENT EXECUTE FUNCTION tell_of_mdm_result();

CREATE FUNCTION tell_of_push_wanted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('mdm_push', '');
  RETURN NULL;
END $$;
CREATE TRIGGER mdm_push_told AFTER UPDATE OF push_wanted_at ON mdm_enrollment
  FOR EACH ROW WHEN (NEW.push_wanted_at IS DISTINCT FROM OLD.push_wanted_at AND NEW.push_wanted_at IS NOT NULL)
  EXECUTE FUNCTION tell_of_push_wanted();

-- Which action does an answered command belong to? -----------------------------------------------------------

CREATE INDEX device_action_commands_idx ON device_action USING gin (command_ids);

-- Profiles: what groups are assigned has changed, so a job compares wishes and records ------------------------

CREATE FUNCTION tell_of_profile_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('profile_work', '');
  RETURN NULL;
END $$;
CREATE TRIGGER profile_assignment_told AFTER INSERT OR DELETE ON profile_assignment
  FOR EACH STATEMENT EXECUTE FUNCTION tell_of_profile_work();
CREATE TRIGGER configuration_profile_told AFTER UPDATE ON configuration_profile
  FOR EACH STATEMENT EXECUTE FUNCTION tell_of_profile_work();
CREATE TRIGGER membership_told AFTER INSERT OR DELETE ON membership
  FOR EACH STATEMENT EXECUTE FUNCTION tell_of_profile_work();
CREATE TRIGGER device_profile_work_told AFTER INSERT OR UPDATE OF status, owner_id, enrolled_at ON device
  FOR EACH STATEMENT EXECUTE FUNCTION tell_of_profile_work();
