import type { IncomingMessage, ServerResponse } from 'node:http'
import { createDeviceListener } from './http/listener.ts'
import { createPushCertificates, type PushStatus } from './push/push-certificates.ts'
import { createPushSender } from './push/push-sender.ts'
import { createAccountRefusals } from './service/account-refusals.ts'
import { createCommandDesk } from './service/command-desk.ts'
import { createDeclarationOffice, type DeclarationOffice } from './service/declaration-office.ts'
import { digestResults } from './service/digest-results.ts'
import { createDigestThread } from './service/digest-thread.ts'
import { forgetHistory } from './service/forget-history.ts'
import { createIdentityOffice, type IdentityOffice } from './service/identity-office.ts'
import { createLastSeen } from './service/last-seen.ts'
import type { MdmContext } from './service/mdm-context.ts'
import { createMdmOperations, type MdmOperations } from './service/mdm-operations.ts'
import type { MdmLogEntry, MdmOptions } from './service/mdm-options.ts'
import { createPushOffice, type PushOffice } from './service/push-office.ts'
import { rememberAuthorities } from './service/remember-authorities.ts'
import type { DeviceAuthorityState } from './service/roll-over-authority.ts'
import { type MdmEventHandler, takeEvents, type WantedEvents } from './service/take-events.ts'
import { createTrustedProxies } from './service/trusted-proxies.ts'
import { watchAuthorities } from './service/watch-authorities.ts'
import { expireQueuedCommands } from './store/commands.ts'
import type { EnrollmentRecord } from './store/enrollments.ts'
import type { MdmEventRecord } from './store/events.ts'
import type { ExpiringIdentity } from './store/renewals.ts'
import { countFailedResults } from './store/retention.ts'
import type { Sql } from './store/sql.ts'
import { findWork, type WorkDue } from './store/work-due.ts'

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
export interface MdmServer extends IdentityOffice, PushOffice, DeclarationOffice {
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
  digestResults(limit?: number): Promise<number>
  takeEvents(handle: MdmEventHandler, limit?: number, wanted?: WantedEvents): Promise<number>
  /** A cheap look at whether digestResults or takeEvents would find something. */
  workDue(): Promise<WorkDue>
  expireCommands(): Promise<number>
  /** Forgets a part of what ended before then; gives how many rows. */
  forgetHistory(before: Date): Promise<number>
  /** How many answers were set aside because they could not be read. */
  countUnreadable(): Promise<number>
  /** Writes down when devices were last seen; it is done every few seconds by itself. */
  flushLastSeen(): Promise<void>
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
  let stopWatching = () => {}
  return {
    ...createIdentityOffice(context),
    ...createPushOffice(context, sender.wake),
    ...createDeclarationOffice(context),
    respond: listener.respond,
    in: (sql) => createMdmOperations(context, sql),
    async start() {
      await context.authority()
      stopWatching = watchAuthorities(context)
      sender.start()
    },
    async stop() {
      stopWatching()
      await listener.drain()
      await thread.stop()
      await sender.stop()
      await certificates.close()
      await context.lastSeen.flush()
    },
    wakePushes: sender.wake,
    sendDuePushes: sender.sendDue,
    digestResults: (limit) => digestResults(context, thread, limit),
    takeEvents: (handle, limit, wanted) => takeEvents(context, handle, limit, wanted),
    workDue: () => findWork(options.sql, options.clock()),
    forgetHistory: (before) => forgetHistory(options.sql, before),
    countUnreadable: () => countFailedResults(options.sql),
    expireCommands: () => expireQueuedCommands(options.sql, options.clock()),
    flushLastSeen: context.lastSeen.flush,
    pushStatus: certificates.status,
  }
}
