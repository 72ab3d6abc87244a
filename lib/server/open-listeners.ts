import type { ClosingStack } from './closing-stack.ts'
import type { Env } from './env.ts'
import { openMdmListener } from './mdm-listener.ts'
import { type PublicAddresses, publicAddresses } from './public-addresses.ts'
import type { Route } from './route-request.ts'
import { openTlsFiles } from './tls-files.ts'
import { openWebListener, type Respond } from './web-listener.ts'

export interface Answers {
  web: Respond
  /** On the listener for devices alone, where there is one. */
  devices: readonly Route[]
}

export interface ListenerOptions {
  /** As of createOpenRequests. */
  graceMs?: number
  /** Who answers from the first request on; else it is said later. */
  answers?: Answers
}

export interface Listeners extends PublicAddresses {
  webPort: number
  answerWith(answers: Answers): void
  endEventStreams(): void
  /** Lets each finish what it has begun. */
  stop(): Promise<void>
}

/** Takes the ports, with TLS where it is configured. Throws StartError. */
export async function openListeners(
  settings: Env,
  open: ClosingStack,
  { graceMs, answers }: ListenerOptions = {},
): Promise<Listeners> {
  const { ZELF_TLS_CERT_FILE: certFile, ZELF_TLS_KEY_FILE: keyFile, HOST, PORT, MDM_PORT } = settings
  const tls = certFile && keyFile ? openTlsFiles({ certFile, keyFile }) : undefined
  const web = await openWebListener(HOST, PORT, { tls, graceMs, answer: answers?.web })
  open.add(web.stop)
  const mdmPlace = MDM_PORT === undefined ? null : { host: settings.MDM_HOST ?? HOST, port: MDM_PORT }
  const mdm = mdmPlace && (await openMdmListener({ ...mdmPlace, tls, graceMs, routes: answers?.devices }))
  if (mdm) open.add(mdm.stop)
  return {
    ...publicAddresses(settings, { web: web.port, mdm: mdm?.port ?? null }),
    webPort: web.port,
    answerWith({ web: answer, devices }) {
      web.answerWith(answer)
      mdm?.answerWith(devices)
    },
    endEventStreams: web.endEventStreams,
    async stop() {
      await Promise.all([web.stop(), mdm?.stop()])
    },
  }
}
