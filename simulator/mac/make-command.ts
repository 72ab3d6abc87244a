import { randomUUID } from 'node:crypto'
import type { PlistDict } from './plist.ts'

/** A command as the server would send it, for tests that answer by hand. */
export const makeCommand = (requestType: string, parameters: PlistDict = {}): PlistDict => ({
  CommandUUID: randomUUID().toUpperCase(),
  Command: { RequestType: requestType, ...parameters },
})
