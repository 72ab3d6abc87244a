import type { ReactNode } from 'react'
import { requireRole } from '#lib/auth/require-role.ts'
import { AreaShell } from '../shell/area-shell.tsx'
import { searchHelpdesk } from './search-action.ts'

export default async function HelpdeskLayout({ children }: { children: ReactNode }) {
  const person = await requireRole('helpdesk')
  return (
    <AreaShell area="helpdesk" person={person} search={searchHelpdesk}>
      {children}
    </AreaShell>
  )
}
