import type { KeyObject } from 'node:crypto'

/** What signs a demo package: the leaf's key, and the chain in DER with the leaf first. */
export interface SigningIdentity {
  privateKey: KeyObject
  certificateChainDer: Buffer[]
}
