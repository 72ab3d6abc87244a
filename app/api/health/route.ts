import { checkHealth } from '#lib/server/check-health.ts'

export const dynamic = 'force-dynamic'

/** For load balancers and monitors: 200 when Zelf can serve, 503 when it cannot. Says nothing that is secret. */
export async function GET(): Promise<Response> {
  const health = await checkHealth()
  return Response.json(health, {
    status: health.ok ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
