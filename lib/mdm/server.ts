import type { IncomingMessage, ServerResponse } from 'node:http'
import { createDeviceListener } from './http/listener.ts'
import { createPushCertificates, type PushStatus } from './push/push-certificates.ts'
import { createPushSender } from './push/push-sender.ts'
import { createAccountRefusals } from './service/account-refusals.ts'
import { createCommandDesk } from './service/command-desk.ts'
import { createDeclarationOffice, type DeclarationOffice } from './service/declaration-office.ts'
import { createDigestThread } from './service/digest-thread.ts'
import { createIdentityOffice, type IdentityOffice } from './service/identity-office.ts'
import { createJobOffice, type JobOffice } from './service/job-office.ts'
import { createLastSeen } from './service/last-seen.ts'
import type { MdmContext } from './service/mdm-context.ts'
import { createMdmOperations, type MdmOperations } from './service/mdm-operations.ts'
import type { Arrival, MdmLogEntry, MdmOptions } from './service/mdm-options.ts'
import { createPushOffice, type PushOffice } from './service/push-office.ts'
import { rememberAuthorities } from './service/remember-authorities.ts'
import type { DeviceAuthorityState } from './service/roll-over-authority.ts'
import { createTrustedProxies } from './service/trusted-proxies.ts'
import { watchAuthorities } from './service/watch-authorities.ts'
import type { EnrollmentRecord } from './store/enrollments.ts'
import type { MdmEventRecord } from './store/events.ts'
import type { ExpiringIdentity } from './store/renewals.ts'
import type { Sql } from './store/sql.ts'

/**
 * What a policy is made of, and how it stands on a Mac.
 * Source: declarative/declarations/declarationbase.yaml; declarative/status/management.declarations.yaml
 */
export type { Declaration } from './ddm/declaration.ts'
/**
 * Declarations that no Mac would take.
 * Source: declarative/declarations/*
 */
export { InvalidDeclarationError } from './ddm/invalid-declaration-error.ts'
/**
 * How a declaration stands on a Mac, and what the Mac says of itself.
 * Source: declarative/status/management.declarations.yaml
 */
export type { DeclarationStanding, StatusItems } from './service/declaration-standing.ts'
/**
 * Commands of one channel, a page at a time.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export type { CommandPage } from './service/list-commands.ts'
/**
 * The way to a push certificate, as pages show it.
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type { PushImport } from './service/push-certificate-import.ts'
/**
 * Source: Apple, "Setting up push notifications for your device management customers"
 */
export type { PushOverview } from './service/push-overview.ts'
/**
 * The refusals that a page explains.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export { CommandForbiddenError, PushCertificateError } from './service/refusals.ts'
/**
 * Where a command stands.
 * Source: Apple, "Sending MDM commands to a device"
 */
export type { CommandStateRow } from './store/commands.ts'
/**
 * What the portal names in its own signatures.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export type {
  Arrival,
  DeviceAuthorityState,
  EnrollmentRecord,
  ExpiringIdentity,
  MdmEventRecord,
  MdmLogEntry,
  MdmOperations,
  MdmOptions,
  PushStatus,
}

/**
 * The MDM server: the only door for the rest of the house.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export interface MdmServer extends IdentityOffice, PushOffice, DeclarationOffice, JobOffice {
  /** True for a device route, which is answered here; false for somebody else's. */
  respond(req: IncomingMessage, res: ServerResponse): boolean
  in(sql: Sql): MdmOperations
  /** Makes the device authority at the first start, and begins to push. */
  start(): Promise<void>
  /** Finishes what is under way and writes down what was only remembered. */
  stop(): Promise<void>
  /** Somebody wants a push: call it on NOTIFY mdm_push. */
  wakePushes(): void
  /** Sends the pushes that are due now; gives how many. start() does this by itself. */
  sendDuePushes(): Promise<number>
  pushStatus(): Promise<PushStatus>
}

/**
 * Makes the server. Nothing runs before start(), save answering requests.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export function createMdmServer(options: MdmOptions): MdmServer {
  const publicUrl = options.publicUrl.replace(/\/+$/, '')
  const authorities = rememberAuthorities(options)
  const context: MdmContext = {
    ...options,
    publicUrl,
    authority: authorities.active,
    authorities,
    lastSeen: createLastSeen(options),
    trustedProxies: options.clientCertificateProxy
      ? createTrustedProxies(options.clientCertificateProxy)
      : null,
    desk: createCommandDesk(options),
    accountRefusals: createAccountRefusals(options),
  }
  const listener = createDeviceListener(context)
  const certificates = createPushCertificates(options)
  const thread = createDigestThread()
  const sender = createPushSender({ ...options, client: certificates.client })
  const watch = watchAuthorities(context)
  return {
    ...createIdentityOffice(context),
    ...createPushOffice(context, sender.wake),
    ...createDeclarationOffice(context),
    ...createJobOffice(context, thread),
    respond: listener.respond,
    in: (sql) => createMdmOperations(context, sql),
    async start() {
      await watch.start()
      sender.start()
    },
    async stop() {
      watch.stop()
      await listener.drain()
      await thread.stop()
      await sender.stop()
      await certificates.close()
      await context.lastSeen.flush()
    },
    wakePushes: sender.wake,
    sendDuePushes: sender.sendDue,
    pushStatus: certificates.status,
  }
}
