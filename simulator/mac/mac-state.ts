import type { Behaviours } from './behaviours.ts'
import type { Hardware } from './hardware.ts'

/** The system side of the Mac, or its logged-in user: two conversations over one identity. */
export type Channel = 'device' | 'user'

export type Enrollment = {
  /** Where the enrolment link pointed; the demo's push service is asked for there. */
  origin: string
  profileIdentifier: string
  serverUrl: string
  checkInUrl: string
  topic: string
  signMessage: boolean
  checkOutWhenRemoved: boolean
  accessRights: number | null
  mode: 'device' | 'user'
  /** Only in user enrolment, where it stands in for UDID and serial number. */
  enrollmentId: string | null
  enrollmentUserId: string | null
  /** Only where somebody signed in on this Mac: with what, and what its user channel shows since. */
  managedAppleId?: string | null
  tokens?: { accessToken: string; refreshToken: string | null } | null
  anchorsPem: string[]
  bootstrapToken: boolean
}

export type Identity = { privateKeyPem: string; certificatePem: string }

export type PushAddress = { token: string; pushMagic: string }

export type InstalledProfile = {
  identifier: string
  uuid: string
  displayName: string
  /** The plist inside, signature taken off, in base64. */
  contentBase64: string
  signerCertificatesBase64: string[]
}

export type InstalledApp = {
  identifier: string
  name: string
  version: string
  sizeBytes: number
  managed: boolean
  removeWithEnrollment: boolean
}

export type PackageHashes = { algorithm: 'sha256' | 'md5'; chunkBytes: number | null; hex: string[] }

export type AppInstall = {
  /** The UUID of the command that asked for it. */
  id: string
  manifestUrl: string | null
  manifestBase64: string | null
  managed: boolean
  removeWithEnrollment: boolean
  phase: 'queued' | 'prompting' | 'downloading' | 'installing'
  app: { identifier: string; title: string; version: string } | null
  packageUrl: string | null
  hashes: PackageHashes | null
}

/** Reported once and then forgotten, as macOS does with these. */
export type PassingAppStatus = {
  identifier: string
  status: 'Failed' | 'UserRejected'
  managementFlags: number
}

export type Power =
  | { kind: 'on' }
  | { kind: 'restarting'; untilMs: number }
  | { kind: 'offline'; untilMs: number | null }
  | { kind: 'locked'; pin: string; message: string | null; phoneNumber: string | null }
  | { kind: 'shut-down' }
  | { kind: 'erased' }

export type DeclarationReason = { code: string; description: string }

export type DeclaredItem = {
  kind: string
  serverToken: string
  declaration: unknown
  active?: boolean
  valid?: 'valid' | 'invalid'
  reasons?: DeclarationReason[]
  /** What came of doing what a configuration asks; done once. */
  carriedOut?: DeclarationReason[]
  profileIdentifier?: string
}

export type DeclarationState = {
  token: string | null
  declarations: Record<string, DeclaredItem>
  /** What the server was told last, as JSON by the name of the status item. */
  reported?: Record<string, string>
}

/** Everything a Mac remembers over a restart of its process. */
export type MacState = {
  version: 1
  hardware: Hardware
  deviceName: string
  userGuid: string
  enrollment: Enrollment | null
  identity: Identity | null
  push: PushAddress | null
  userPush: PushAddress | null
  profiles: InstalledProfile[]
  apps: InstalledApp[]
  installs: AppInstall[]
  passingStatuses: PassingAppStatus[]
  /** The last result until a server has taken it. */
  unsentResult: { channel: Channel; bodyBase64: string } | null
  /** How this Mac differs from a well-behaved one. */
  behaviours: Partial<Behaviours>
  notNowCounts: Record<string, number>
  power: Power
  declarations: DeclarationState
  userDeclarations?: DeclarationState
  organization: Record<string, string>
  counters: {
    polls: number
    commands: number
    notNow: number
    errors: number
    pushes: number
    installs: number
  }
}
