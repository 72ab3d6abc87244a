-- AlterTable
ALTER TABLE "install" ADD COLUMN     "restart_build" TEXT;

-- Another build of macOS is proof of a restart, and a Mac that was to leave may stay after all.
DROP TRIGGER device_required_apps_changed ON device;
CREATE TRIGGER device_required_apps_changed AFTER UPDATE ON device
  FOR EACH ROW WHEN (NEW.status = 'enrolled' AND
    (OLD.status, OLD.owner_id, OLD.enrollment_type, OLD.access_rights, OLD.enrolled_at, OLD.os_version,
      OLD.build_version, OLD.removal_asked_at) IS DISTINCT FROM
    (NEW.status, NEW.owner_id, NEW.enrollment_type, NEW.access_rights, NEW.enrolled_at, NEW.os_version,
      NEW.build_version, NEW.removal_asked_at))
  EXECUTE FUNCTION check_required_apps_of_device();
