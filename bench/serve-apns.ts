import type { SavedAuthority } from '#simulator/apns/apns-authority.ts'
import { startFakeApns } from '#simulator/apns/start-fake-apns.ts'
import { answerParent, tellParent } from './control-channel.ts'

/** Port, certificates and tokens of the one before, when this one takes its place. */
export type ServeApnsSettings = { port: number; authority?: SavedAuthority; tokens?: string[] }

/** Pushes that arrived since the last word of them. */
export type PushNews = { token: string; pushMagic: string | null; status: number; at: number }[]

const everyMs = 5
let arrived: PushNews = []
let apns: Awaited<ReturnType<typeof startFakeApns>> | null = null

function open() {
  if (!apns) throw new RangeError('it was not opened yet')
  return apns
}

setInterval(() => {
  if (arrived.length === 0) return
  tellParent(arrived)
  arrived = []
}, everyMs)

answerParent({
  cpu: () => process.cpuUsage(),
  async open({ port, authority, tokens = [] }: ServeApnsSettings) {
    const opened = await startFakeApns({
      port,
      authority,
      onDelivery({ token, pushMagic, status, at }) {
        arrived.push({ token, pushMagic, status, at: at.getTime() })
      },
    })
    for (const token of tokens) opened.registerToken(token)
    apns = opened
    return { port: opened.port, caPem: opened.caPem, authority: opened.authority }
  },
  issue: () => open().issuePushCertificate(),
  register(tokens: string[]) {
    for (const token of tokens) open().registerToken(token)
  },
})
process.once('SIGTERM', async () => {
  await apns?.close()
  process.exit(0)
})
