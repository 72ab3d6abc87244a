import { encodePlist } from '#lib/mdm/protocol/encode-plist.ts'
import type { PlistDict, PlistValue } from '#lib/mdm/protocol/plist.ts'
import type { CommandSchema, SchemaNode } from '#tests/support/apple-schema.ts'

const profile = Buffer.from(
  encodePlist({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: 'example',
    PayloadUUID: '2A6F0B1E-0B43-4B4C-9C2B-5C2D9E1B7A11',
    PayloadContent: [],
  }),
)
const tokens = JSON.stringify({ SyncTokens: { DeclarationsToken: 'a', Timestamp: '2026-11-23T10:00:00Z' } })

/** Values that Apple's schema asks for in words only. */
const named: Readonly<Record<string, PlistValue>> = {
  ManifestURL: 'https://mdm.example.com/manifest',
  ScanTime: 30,
  Payload: profile,
  Data: Buffer.from(tokens),
}
/** What a command, or a dictionary in it, needs besides the keys that the schema marks as required. */
const needed: Readonly<Record<string, PlistDict>> = {
  DeleteUser: { UserName: 'sam' },
  FileVaultUnlock: { Password: 'x' },
  InstallApplication: { iTunesStoreID: 1 },
  InstallEnterpriseApplication: { ManifestURL: 'https://mdm.example.com/manifest' },
  InstallMedia: { iTunesStoreID: 1 },
  RequestMirroring: { DestinationName: 'Meeting room' },
  RotateFileVaultKey: { ReplyEncryptionCertificate: Buffer.from('x'), NewCertificate: Buffer.from('x') },
  UpdatesItem: { ProductKey: 'x' },
}
/** What a key needs beside it. */
const beside: Readonly<Record<string, PlistDict>> = {
  KextPaths: { RebuildKernelCache: true },
  SetPrimarySetupAccountAsRegularUser: { AutoSetupAdminAccounts: [{ shortName: 'admin' }] },
  SkipPrimarySetupAccountCreation: { AutoSetupAdminAccounts: [{ shortName: 'admin' }] },
}

/**
 * Commands in the form in which a schema allows them: one with the least, and for each key, item and value that it
 * names, wherever it stands, one more that has it too.
 */
export function sampleCommands(schema: CommandSchema): PlistDict[] {
  const { requesttype } = schema.payload
  return dictionaries(requesttype, schema.payloadkeys ?? []).map((body) => ({
    RequestType: requesttype,
    ...body,
  }))
}

function dictionaries(name: string, nodes: SchemaNode[]): PlistDict[] {
  const plain = nodes.filter((node) => !node.key.startsWith('ANY'))
  const least: PlistDict = { ...needed[name] }
  for (const node of plain) if (node.presence === 'required') least[node.key] = values(node)[0] ?? ''
  const more = plain.flatMap((node) =>
    values(node)
      .slice(node.presence === 'required' ? 1 : 0)
      .map((value) => ({ ...least, ...beside[node.key], [node.key]: value })),
  )
  return [least, ...more]
}

function values(node: SchemaNode): PlistValue[] {
  const given = named[node.key]
  if (given !== undefined) return [given]
  const type = node.type?.replace(/[<>]/g, '')
  if (node.rangelist) return node.rangelist as PlistValue[]
  if (type === 'dictionary') return dictionaries(node.key, node.subkeys ?? [])
  if (type === 'array') return (node.subkeys ?? []).flatMap((item) => values(item)).map((value) => [value])
  if (node.subkeys) return node.subkeys.map((choice) => choice.key)
  if (node.format) return ['123456']
  if (type === 'integer') return [1]
  if (type === 'boolean') return [true]
  return [type === 'data' ? Buffer.from('abc') : 'abc']
}
