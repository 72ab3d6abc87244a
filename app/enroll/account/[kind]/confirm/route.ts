import type { NextRequest } from 'next/server'
import { currentPerson } from '#lib/auth/current-person.ts'
import { accountEnrollmentInput, accountPaths } from '#lib/portal/enrollment/account-enrollment-input.ts'
import { beginAccountEnrollment } from '#lib/portal/enrollment/begin-account-enrollment.ts'
import { EnrollmentError } from '#lib/portal/enrollment/enrollment-error.ts'

export const dynamic = 'force-dynamic'

const headers = { 'cache-control': 'no-store' }

/** A path and no whole address: behind a proxy we do not know our own name from the request. */
const backTo = (location: string) => new Response(null, { status: 303, headers: { ...headers, location } })

/**
 * The person in the Mac's window confirms. The answer is no page but the address by which the Mac takes its token,
 * with the one status that it expects. Who may not, or not any more, is led back to the page that says why.
 */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ kind: string }> },
): Promise<Response> {
  const path = (await params).kind
  const kind = Object.hasOwn(accountPaths, path) ? accountPaths[path] : undefined
  if (!kind) return new Response(null, { status: 404 })
  const here = `/enroll/account/${path}`
  const type = request.headers.get('content-type') ?? ''
  const form = type.startsWith('application/x-www-form-urlencoded')
    ? await request.formData()
    : new FormData()
  const wish = accountEnrollmentInput.safeParse({ ...Object.fromEntries(form), kind })
  if (!wish.success) return backTo(here)
  const page = `${here}?${new URLSearchParams({ 'user-identifier': wish.data.account })}`
  const person = await currentPerson()
  if (!person) return backTo(`/sign-in?${new URLSearchParams({ to: page })}`)
  try {
    const { location } = await beginAccountEnrollment(person, wish.data)
    return new Response(null, { status: 308, headers: { ...headers, location } })
  } catch (error) {
    if (error instanceof EnrollmentError) return backTo(page)
    throw error
  }
}
