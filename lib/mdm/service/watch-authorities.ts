import { authorityFacts } from '../pki/certificate-authority.ts'
import type { MdmContext } from './mdm-context.ts'

type Watched = Pick<MdmContext, 'authorities' | 'authority' | 'clock' | 'log'>

const everyMs = 60_000
/** From then on its identities would live shorter than usual, and every Mac has to be given another in time. */
const warnBeforeMs = 500 * 86_400_000

/**
 * start makes the first authority where there is none.
 * Source: RFC 8894 section 4.7
 */
export type AuthorityWatch = { start(): Promise<void>; stop(): void }

/**
 * Looks every minute whether another process has rolled over, and warns once a day when the authority itself comes to
 * its end.
 * Source: RFC 8894 section 4.7
 */
export function watchAuthorities(context: Watched): AuthorityWatch {
  let warnedOn = ''
  const look = async () => {
    try {
      await context.authorities.refresh()
      const today = context.clock().toISOString().slice(0, 10)
      if (warnedOn !== today) await warnOfEnd(context)
      warnedOn = today
    } catch (error) {
      context.log({ level: 'warn', message: 'the authorities could not be looked up again', error })
    }
  }
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    async start() {
      await context.authority()
      timer ??= setInterval(look, everyMs).unref()
    },
    stop: () => clearInterval(timer),
  }
}

async function warnOfEnd(context: Watched): Promise<void> {
  const { notAfter } = authorityFacts(await context.authority())
  if (notAfter.getTime() - context.clock().getTime() > warnBeforeMs) return
  const message = `the device authority expires on ${notAfter.toISOString().slice(0, 10)}: roll it over`
  context.log({ level: 'warn', code: 'authority_expiring', message })
}
