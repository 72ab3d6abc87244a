-- A NOTIFY takes a lock that commits queue for, and every answer of a Mac wrote one or two. The process that stores an
-- event or a result wakes its own jobs instead, and jobs look by themselves now and then.
DROP TRIGGER "mdm_event_told" ON "mdm_event";
DROP FUNCTION tell_of_mdm_event();
DROP TRIGGER "mdm_result_told" ON "mdm_result";
DROP FUNCTION tell_of_mdm_result();
