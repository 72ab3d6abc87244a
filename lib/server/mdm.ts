import type { MdmOperations, MdmServer } from '#lib/mdm/server.ts'
import { sqlOf, type Transaction } from './prisma.ts'
import { runtime } from './runtime.ts'

export function mdm(): MdmServer {
  return runtime().mdm
}

/** What the portal may ask of the MDM server inside its own transaction: commands queued here commit with it. */
export function mdmIn(tx: Transaction): MdmOperations {
  return mdm().in(sqlOf(tx))
}
