import type { SavedAuthority } from '#simulator/apns/apns-authority.ts'
import { startFakeApns } from '#simulator/apns/start-fake-apns.ts'
import { answerParent, tellParent } from './control-channel.ts'
import { readSettings } from './read-settings.ts'

/** The certificates of the one before, when this one takes its place. */
export type ServeApnsSettings = { port: number; authority?: SavedAuthority }

/** Pushes that arrived since the last word of them. */
export type PushNews = { token: string; pushMagic: string | null; status: number; at: number }[]

const everyMs = 5
const { port, authority } = readSettings<ServeApnsSettings>()
let arrived: PushNews = []

const apns = await startFakeApns({
  port,
  authority,
  onDelivery({ token, pushMagic, status, at }) {
    arrived.push({ token, pushMagic, status, at: at.getTime() })
  },
})
setInterval(() => {
  if (arrived.length === 0) return
  tellParent(arrived)
  arrived = []
}, everyMs)

answerParent({
  cpu: () => process.cpuUsage(),
  facts: () => ({ port: apns.port, caPem: apns.caPem, authority: apns.authority }),
  issue: () => apns.issuePushCertificate(),
  register(tokens: { token: string; topic: string }[]) {
    for (const { token, topic } of tokens) apns.registerToken(token, topic)
  },
})
process.once('SIGTERM', async () => {
  await apns.close()
  process.exit(0)
})
