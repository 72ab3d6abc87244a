import type { NextRequest } from 'next/server'
import { getTranslations } from 'next-intl/server'
import { systemActor } from '#lib/auth/actor.ts'
import { discoverServer } from '#lib/portal/enrollment/discover-server.ts'

export const dynamic = 'force-dynamic'

const headers = { 'cache-control': 'no-store' }

/**
 * /.well-known/com.apple.remotemanagement, in Apple's words: where a Mac enrols on which somebody typed their account,
 * or why it does not, in a sentence that the Mac shows.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const asked = request.nextUrl.searchParams
  const answer = await discoverServer(systemActor('Discovery'), {
    account: asked.get('user-identifier'),
    modelFamily: asked.get('model-family'),
  })
  if (answer.found) {
    const { version, baseUrl } = answer
    return Response.json({ Servers: [{ Version: version, BaseURL: baseUrl }] }, { headers })
  }
  const t = await getTranslations('enroll-account')
  const refusal = {
    code: 'com.apple.well-known.failed',
    message: t(`refused.${answer.code}`, { account: asked.get('user-identifier') ?? '' }),
    description: answer.code,
  }
  return Response.json(refusal, { status: 403, headers })
}
