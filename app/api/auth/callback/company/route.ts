import type { NextRequest } from 'next/server'
import { configuredSignIn } from '#app/sign-in/company-sign-in.ts'

export const dynamic = 'force-dynamic'

/** Where the identity provider sends the browser back to. */
export async function GET(request: NextRequest): Promise<Response> {
  const signIn = configuredSignIn()
  if (!signIn) return new Response(null, { status: 404 })
  return signIn.finish(request)
}
