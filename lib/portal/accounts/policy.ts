import type { Role } from '#lib/auth/actor.ts'

export interface RoleGroups {
  helpdeskGroup?: string
  adminGroup?: string
}

/** The role that a person's groups give. Groups that nobody configured give nothing: everybody is an employee. */
export function roleOfGroups(groups: string[], { helpdeskGroup, adminGroup }: RoleGroups): Role {
  if (adminGroup && groups.includes(adminGroup)) return 'admin'
  if (helpdeskGroup && groups.includes(helpdeskGroup)) return 'helpdesk'
  return 'employee'
}
