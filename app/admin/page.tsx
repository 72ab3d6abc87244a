import { redirect } from 'next/navigation'
import { requireRole } from '#lib/auth/require-role.ts'

/** Administration begins with what waits for an answer. */
export default async function AdminPage() {
  await requireRole('admin')
  redirect('/admin/requests')
}
