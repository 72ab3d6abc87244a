import { createHash } from 'node:crypto'
import type { ServedDeclaration } from './declaration.ts'

type Revision = Pick<ServedDeclaration, 'identifier' | 'serverToken'>

/**
 * The state of a whole set, 64 octets: it changes when a declaration comes, goes or changes, and with nothing else.
 * Source: declarative/protocol/tokensresponse.yaml (DeclarationsToken)
 */
export function declarationsTokenOf(declarations: readonly Revision[]): string {
  const pairs = declarations.map(({ identifier, serverToken }) => `${identifier} ${serverToken}\n`).sort()
  return createHash('sha256').update(pairs.join('')).digest('hex')
}

/**
 * Writes the answer to `tokens`, which is also the Data of the command that asks a Mac to look.
 * Source: declarative/protocol/tokensresponse.yaml; mdm/commands/declarativemanagement.yaml (Data)
 */
export function encodeSyncTokens(declarationsToken: string, now: Date): string {
  const Timestamp = `${now.toISOString().slice(0, 19)}Z`
  return JSON.stringify({ SyncTokens: { DeclarationsToken: declarationsToken, Timestamp } })
}
