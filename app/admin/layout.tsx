import type { ReactNode } from 'react'
import { requireRole } from '#lib/auth/require-role.ts'
import { AreaShell } from '../shell/area-shell.tsx'
import { NotOnPage } from '../shell/not-on-page.tsx'
import { PushBanner } from '../shell/push-banner.tsx'

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const person = await requireRole('admin')
  return (
    <AreaShell area="admin" person={person}>
      <NotOnPage href="/admin/push">
        <PushBanner person={person} />
      </NotOnPage>
      {children}
    </AreaShell>
  )
}
