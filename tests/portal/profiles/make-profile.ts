import { randomUUID } from 'node:crypto'
import { encodePlist } from '#lib/mdm/protocol/encode-plist.ts'

/** An unsigned .mobileconfig with payloads of these types. */
export function makeProfile(wish: {
  identifier: string
  name?: string
  types: string[]
  text?: string
}): Uint8Array {
  const profile = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: wish.identifier,
    PayloadUUID: randomUUID(),
    PayloadDisplayName: wish.name ?? wish.identifier,
    PayloadScope: 'System',
    PayloadContent: wish.types.map((type, index) => ({
      PayloadType: type,
      PayloadVersion: 1,
      PayloadIdentifier: `${wish.identifier}.${index}`,
      PayloadUUID: randomUUID(),
      PayloadDisplayName: wish.text ?? type,
    })),
  }
  return Buffer.from(encodePlist(profile), 'utf8')
}
