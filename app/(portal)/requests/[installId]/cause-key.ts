import type { InstallStep } from '#lib/portal/installs/queries.ts'

/** The key, below `requests.cause`, of the sentence that says what made a step happen. */
export function causeKey({ cause, to }: Pick<InstallStep, 'cause' | 'to'>): string {
  if (!cause) return 'unknown'
  switch (cause.kind) {
    case 'person':
      return personKey(to)
    case 'policy':
      if (to === 'waiting_for_mac') return 'passed_on'
      return cause.rule === 'no_approval_needed' ? 'policy' : cause.rule
    case 'command':
      if (to === 'sent') return 'mac_took'
      return to === 'mac_busy' ? 'mac_busy' : 'mac_refused'
    case 'report':
      if (to === 'installed') return cause.version ? 'seen_version' : 'seen'
      return to === 'removed' ? 'gone' : 'mac_told'
    case 'download':
      return cause.what === 'manifest' ? 'fetching' : 'fetched'
    case 'enrollment':
      return cause.what === 'enrolled' ? 'enrolled' : 'left'
    case 'clock':
      if (to === 'verifying') return 'asked_mac'
      return to === 'waiting_for_mac' ? 'sent_again' : 'clock'
    case 'check':
      return 'check'
    case 'restart':
    case 'mac_stays':
      return cause.kind
  }
}

function personKey(to: InstallStep['to']): string {
  if (to === 'requested') return 'asked'
  if (to === 'approved') return 'approved'
  if (to === 'declined') return 'declined'
  return to === 'cancelled' ? 'cancelled' : 'sent'
}
