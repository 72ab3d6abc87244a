import type { ReactNode } from 'react'
import { requireRole } from '#lib/auth/require-role.ts'
import { AreaShell } from '../shell/area-shell.tsx'

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const person = await requireRole('employee')
  return (
    <AreaShell area="portal" person={person}>
      {children}
    </AreaShell>
  )
}
