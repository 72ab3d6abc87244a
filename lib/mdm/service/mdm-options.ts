import type { AccountKind, AccountSignIn } from '../protocol/account-sign-in.ts'
import type { Sql } from '../store/sql.ts'
import type { ClosedLink } from './refusals.ts'

/**
 * One line for the operator. Never holds a body, a header, a token or a challenge.
 * Source: docs/architecture.md (logs)
 */
export type MdmLogEntry = {
  level: 'info' | 'warn' | 'error'
  message: string
  code?: string
  route?: string
  enrollmentId?: string
  error?: unknown
}

/**
 * Reverse proxies that see client certificates in TLS and hand them on.
 *
 * addresses   of the proxies, or ranges of them; a header from anywhere else is ignored
 * header      `Client-Cert` as in RFC 9440, or another one with PEM (escaped as in a URL) or base64 DER
 * source      RFC 9440 section 2
 */
export type ClientCertificateProxy = { addresses: readonly string[]; header: string }

/**
 * How long a body may take: of a check-in or a SCEP message, and of an answer, which may be an inventory of megabytes.
 * The time for headers is the HTTP server's own setting.
 * Source: RFC 9110 section 15.5.9
 */
export type BodyTimeouts = { bodyMs: number; resultMs: number }

/**
 * A Mac that has an identity and is about to be enrolled.
 * Source: mdm/checkin/authenticate.yaml
 */
export type Arrival = { personId: string; invitationId: string; enrollmentId: string }

/**
 * All that the MDM server needs from the outside: database, sealing, clock, randomness, names.
 * Source: docs/architecture.md (the door to the MDM server)
 */
export interface MdmOptions {
  sql: Sql
  /** Encrypts with a key that is not in the database. */
  seal(plain: Uint8Array): Uint8Array
  unseal(sealed: Uint8Array): Uint8Array
  clock(): Date
  randomBytes(length: number): Uint8Array
  /** Where Macs reach us, without a path. */
  publicUrl: string
  organization(): Promise<{ id: string; name: string }>
  /** Another push service than Apple's, for tests and the demo. */
  pushGateway?: { host: string; port: number; caPem?: string }
  /** The service that signs push certificate requests; without a key it is not offered. */
  mdmcert?: { url: string; apiKey: string | null }
  clientCertificateProxy?: ClientCertificateProxy
  /** Half a minute and two minutes unless told otherwise. */
  bodyTimeouts?: BodyTimeouts
  /** Signs a token for Managed Apple Accounts (signMaidToken); null while there is no account to sign for. */
  maidToken?(request: { enrollmentId: string; deviceId: string }): Promise<Uint8Array | null>
  /** Where somebody who opens a link that leads nowhere reads why; absent: only a word of plain text says so. */
  closedLinkUrl?(code: ClosedLink): string
  /** Where somebody signs in on a Mac to enroll it; absent: nobody can. */
  accountSignIn?(kind: AccountKind): Promise<AccountSignIn>
  /**
   * Decides whether a Mac may enroll, in one transaction with its arrival: runs `take` on that transaction's connection,
   * which tells whether the Mac was taken; or gives false, and the Mac is refused. Absent: every Mac with an invitation
   * may.
   */
  admit?(arrival: Arrival, take: (sql: Sql) => Promise<boolean>): Promise<boolean>
  log(entry: MdmLogEntry): void
  /** Called when a Mac has left something to do: events to hand out, results or status reports to digest as well. */
  onWork?(kind: 'events' | 'results' | 'reports'): void
}
