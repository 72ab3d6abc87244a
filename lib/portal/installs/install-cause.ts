/** What moved an install, kept with every move. `eventId` makes a reaction to an MDM event happen once. */
export type InstallCause =
  | { kind: 'person'; personId: string; name: string; reason?: string; requestId?: string }
  | { kind: 'policy'; rule: 'no_approval_needed' }
  | { kind: 'command'; commandUuid: string; status?: string; errors?: string[] }
  | { kind: 'report'; list: string; status?: string; version?: string | null }
  | { kind: 'download'; what: 'manifest' | 'package' }
  | { kind: 'enrollment'; what: 'enrolled' | 'checked_out'; eventId: string }
  | { kind: 'clock'; after: string }
  | { kind: 'check'; failureCode: string }
