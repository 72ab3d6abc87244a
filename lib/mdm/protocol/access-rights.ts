/**
 * The bits of AccessRights in the enrollment profile.
 * Source: mdm/profiles/com.apple.mdm.yaml (AccessRights)
 */
export const accessRight = {
  inspectProfiles: 1,
  installProfiles: 2,
  lock: 4,
  erase: 8,
  deviceInformation: 16,
  networkInformation: 32,
  inspectProvisioningProfiles: 64,
  installProvisioningProfiles: 128,
  inspectApplications: 256,
  restrictions: 512,
  security: 1024,
  settings: 2048,
  manageApplications: 4096,
} as const

/**
 * Every right there is.
 * Source: mdm/profiles/com.apple.mdm.yaml (AccessRights)
 */
export const allAccessRights = 8191

/**
 * Every right but locking and erasing: what a personal Mac grants when its owner enrolls it whole. Apple has one
 * bit for lock, restart, shut-down and recovery keys, so those go with it.
 * Source: mdm/profiles/com.apple.mdm.yaml (AccessRights)
 */
export const personalMacAccessRights = allAccessRights & ~accessRight.lock & ~accessRight.erase
