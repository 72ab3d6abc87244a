import type { QrPath } from './qr-path.ts'

/** An enrolment link as the page holds it: in memory, until it is reloaded. */
export interface MadeLink {
  invitationId: string
  url: string
  expiresAt: string
  qr: QrPath
}
