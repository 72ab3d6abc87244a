import type { MdmContext } from './mdm-context.ts'

type Sealing = Pick<MdmContext, 'seal' | 'unseal'>

/** Commands that carry a PIN, which must not lie open in the database while the Mac is away. */
const secretKinds: ReadonlySet<string> = new Set(['DeviceLock', 'EraseDevice'])
/** No property list begins so. */
const mark = 'sealed:'

/**
 * A command's text as the queue keeps it: sealed when it holds a secret.
 * Source: mdm/commands/device.lock.yaml, mdm/commands/device.erase.yaml (PIN)
 */
export function closeBody(sealing: Sealing, requestType: string, body: string): string {
  if (!secretKinds.has(requestType)) return body
  return mark + Buffer.from(sealing.seal(Buffer.from(body, 'utf8'))).toString('base64')
}

/**
 * The reverse: the text that the Mac is sent.
 * Source: mdm/commands/device.lock.yaml, mdm/commands/device.erase.yaml (PIN)
 */
export function openBody(sealing: Sealing, kept: string | null): string | null {
  if (!kept?.startsWith(mark)) return kept
  return Buffer.from(sealing.unseal(Buffer.from(kept.slice(mark.length), 'base64'))).toString('utf8')
}
