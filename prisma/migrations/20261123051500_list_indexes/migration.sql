-- Lists of a hundred thousand rows are read in their order and searched by index, a page at a time.
-- What each is for, and how it was measured, stands in docs/performance.md.

CREATE INDEX "install_app_id_state_since_idx" ON "install"("app_id", "state_since");
CREATE INDEX "request_install_id_created_at_idx" ON "request"("install_id", "created_at");
CREATE INDEX "request_created_at_id_idx" ON "request"("created_at", "id");
CREATE INDEX "request_app_id_idx" ON "request"("app_id");
CREATE INDEX "ticket_status_created_at_idx" ON "ticket"("status", "created_at");
CREATE INDEX "ticket_device_id_updated_at_idx" ON "ticket"("device_id", "updated_at");
CREATE INDEX "device_enrolled_at_id_idx" ON "device"("enrolled_at", "id");
CREATE INDEX "profile_install_profile_id_updated_at_idx" ON "profile_install"("profile_id", "updated_at");
CREATE INDEX "person_name_id_idx" ON "person"("name", "id");
CREATE INDEX "person_role_idx" ON "person"("role");
CREATE INDEX "audit_entry_subject_id_idx" ON "audit_entry"("subject_id");
CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

-- What the Prisma schema cannot say: orders of a changed value, parts of a table, and pieces of words ---------

CREATE INDEX device_name_order_idx ON device (lower(name), id);
CREATE INDEX device_os_order_idx ON device (os_version NULLS FIRST, id);
CREATE INDEX person_name_order_idx ON person (lower(name), id);
CREATE INDEX person_active_order_idx ON person (active DESC, lower(name), id);
CREATE INDEX mdm_enrollment_seen_order_idx ON mdm_enrollment (last_seen_at NULLS FIRST);
CREATE INDEX ticket_unsolved_idx ON ticket (assignee_id, updated_at) WHERE status <> 'resolved';

CREATE INDEX person_words_idx ON person USING gin (name gin_trgm_ops, email gin_trgm_ops);
CREATE INDEX device_words_idx ON device USING gin (name gin_trgm_ops, serial_number gin_trgm_ops);
CREATE INDEX ticket_words_idx ON ticket USING gin (subject gin_trgm_ops);
CREATE INDEX audit_entry_words_idx ON audit_entry USING gin (subject_label gin_trgm_ops, actor_name gin_trgm_ops);
