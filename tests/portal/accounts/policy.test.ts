import { expect, it } from 'vitest'
import { roleOfGroups } from '#lib/portal/accounts/policy.ts'

const configured = { helpdeskGroup: 'helpdesk', adminGroup: 'admins' }

it.each([
  [[], 'employee'],
  [['staff'], 'employee'],
  [['helpdesk'], 'helpdesk'],
  [['helpdesk', 'admins'], 'admin'],
  [['Admins', 'admin', ' admins'], 'employee'],
] as const)('gives %j the role of %s', (groups, role) => {
  expect(roleOfGroups([...groups], configured)).toBe(role)
})

it('gives nobody more where no groups are configured', () => {
  expect(roleOfGroups(['', 'undefined', 'admins'], {})).toBe('employee')
})
