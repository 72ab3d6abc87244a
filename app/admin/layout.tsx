import type { ReactNode } from 'react'
import { requireRole } from '#lib/auth/require-role.ts'
import { AreaShell } from '../shell/area-shell.tsx'

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const person = await requireRole('admin')
  return (
    <AreaShell area="admin" person={person}>
      {children}
    </AreaShell>
  )
}
