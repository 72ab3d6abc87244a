import { redirect } from 'next/navigation'
import { requireRole } from '#lib/auth/require-role.ts'

/** The helpdesk begins with its Macs. */
export default async function HelpdeskPage() {
  await requireRole('helpdesk')
  redirect('/helpdesk/macs')
}
