import type { PushAnswer } from './push-answer.ts'

/**
 * What an answer asks of us.
 * delivered      nothing more
 * unregistered   forget the token
 * bad_token      leave this channel alone until it brings another token
 * busy           leave this channel alone for a while
 * service        the push service is not there: leave all alone for a while
 * configuration  the same, and tell the operator: only they can mend it
 * Source: Apple, "Handling notification responses from APNs"
 */
export type PushVerdict = 'delivered' | 'unregistered' | 'bad_token' | 'busy' | 'service' | 'configuration'

const badToken: ReadonlySet<string> = new Set(['BadDeviceToken', 'DeviceTokenNotForTopic'])
/** Said by a connection that ends, or about one; it has no status then. */
const ofConfiguration: ReadonlySet<string> = new Set([
  'BadCertificate',
  'BadCertificateEnvironment',
  'BadTopic',
  'TopicDisallowed',
  'MissingTopic',
  'Forbidden',
  'ClientCertificateRefused',
  'ServerCertificateUntrusted',
])

/**
 * Judges an answer of the push service. Only 410 says that a token is dead; a bad certificate or topic hits all Macs
 * at once and must not retire them.
 * Source: Apple, "Handling notification responses from APNs"
 */
export function judgePushAnswer({ status, reason }: PushAnswer): PushVerdict {
  if (status === 200) return 'delivered'
  if (status === 410) return 'unregistered'
  if (status === 429) return 'busy'
  if (status === 400 && badToken.has(reason)) return 'bad_token'
  if (status === null) return ofConfiguration.has(reason) ? 'configuration' : 'service'
  if (status >= 500 || reason === 'IdleTimeout') return 'service'
  return 'configuration'
}
