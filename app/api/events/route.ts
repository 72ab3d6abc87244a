import { cookies } from 'next/headers'
import type { NextRequest } from 'next/server'
import { readSession } from '#lib/auth/read-session.ts'
import { sessionCookie } from '#lib/auth/session-cookie.ts'
import { runtime } from '#lib/server/runtime.ts'
import { openEventStream } from './event-stream.ts'
import { type OpenStreams, takePlace } from './open-streams.ts'

export const dynamic = 'force-dynamic'

const openStreams: OpenStreams = new Map()

/** The browser's ear: see openEventStream. Nobody hears anything without a session. */
export async function GET(request: NextRequest): Promise<Response> {
  const { publicUrl, changes } = runtime()
  const token = (await cookies()).get(sessionCookie(publicUrl).name)?.value
  const session = await readSession(token)
  if (!session) return new Response(null, { status: 401 })
  const lookAgain = async () => (await readSession(token, { touch: false }))?.person ?? null
  const stream = openEventStream({
    ...{ changes, person: session.person, lookAgain, signal: request.signal },
    takePlace: (giveWay) => takePlace(openStreams, session.tokenSha256, giveWay),
  })
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
