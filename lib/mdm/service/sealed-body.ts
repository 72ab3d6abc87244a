import { ruleOf } from '../protocol/command-table/command-table.ts'
import type { MdmContext } from './mdm-context.ts'

type Sealing = Pick<MdmContext, 'seal' | 'unseal'>

/** No property list begins so. */
const mark = 'sealed:'

/**
 * A command's text as the queue keeps it: sealed, unless the table says that nothing in it can be secret. PINs,
 * passwords, profiles and links to packages must not lie open in the database while the Mac is away.
 * Source: mdm/commands/*.yaml
 */
export function closeBody(sealing: Sealing, requestType: string, body: string): string {
  if (ruleOf(requestType)?.harmless === true) return body
  return mark + Buffer.from(sealing.seal(Buffer.from(body, 'utf8'))).toString('base64')
}

/**
 * The reverse: the text that the Mac is sent.
 * Source: mdm/commands/*.yaml
 */
export function openBody(sealing: Sealing, kept: string | null): string | null {
  if (!kept?.startsWith(mark)) return kept
  return Buffer.from(sealing.unseal(Buffer.from(kept.slice(mark.length), 'base64'))).toString('utf8')
}
