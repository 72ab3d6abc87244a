-- A command is marked as sent in the page where it stands, without a new entry in every index: that needs room there.
ALTER TABLE mdm_command SET (fillfactor = 50);
