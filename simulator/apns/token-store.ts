import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readJsonFile, writeJsonFile } from '../json-file.ts'

export type StoredPush = { pushMagic: string; expiresAtSeconds: number | null }

type TokenRecord = { topic: string | null; waiting: StoredPush | null }

export type TokenStore = ReturnType<typeof createTokenStore>

const isExpired = (push: StoredPush): boolean =>
  push.expiresAtSeconds !== null && push.expiresAtSeconds * 1000 <= Date.now()

/** The push tokens that Macs hold, and per token the last push that no Mac was there to receive. */
export function createTokenStore(stateDir: string | null) {
  const path = stateDir ? join(stateDir, 'tokens.json') : null
  const tokens = new Map<string, TokenRecord>(
    Object.entries((path && readJsonFile<Record<string, TokenRecord>>(path)) || {}),
  )
  const save = () => {
    if (path) writeJsonFile(path, Object.fromEntries(tokens))
  }
  return {
    register(topic: string | null, token = randomBytes(32).toString('hex')): string {
      tokens.set(token, { topic, waiting: null })
      save()
      return token
    },
    find: (token: string): TokenRecord | null => tokens.get(token) ?? null,
    /** Only the last push for a token is kept, as Apple's service does. */
    keep(token: string, push: StoredPush): void {
      const record = tokens.get(token)
      if (!record) return
      record.waiting = push
      save()
    },
    takeWaiting(token: string): StoredPush | null {
      const record = tokens.get(token)
      if (!record?.waiting) return null
      const { waiting } = record
      record.waiting = null
      save()
      return isExpired(waiting) ? null : waiting
    },
  }
}
