import { readFileSync } from 'node:fs'

type Fixture = {
  body: string
  certificates: Record<string, string>
  signatures: Record<string, string>
}

const path = new URL('../../fixtures/mdm/openssl-signatures.json', import.meta.url)
const fixture: Fixture = JSON.parse(readFileSync(path, 'utf8'))

function named(table: Record<string, string>, name: string): string {
  const value = table[name]
  if (value === undefined) throw new Error(`the fixture has no ${name}`)
  return value
}

export const signedBody = new Uint8Array(Buffer.from(fixture.body, 'base64'))
export const signatureBase64 = (name: string) => named(fixture.signatures, name)
export const signatureDer = (name: string) => new Uint8Array(Buffer.from(signatureBase64(name), 'base64'))
export const certificateDer = (name: string) =>
  new Uint8Array(Buffer.from(named(fixture.certificates, name), 'base64'))
