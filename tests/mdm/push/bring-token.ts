import { storeDeviceToken } from '#lib/mdm/store/token-updates.ts'
import type { TestMdm } from '../support/start-test-mdm.ts'
import type { PlacedMac } from './place-macs.ts'

/** Another push token for a placed Mac, filed as a TokenUpdate files it. */
export async function bringToken(server: TestMdm, mac: PlacedMac, pushMagic: string): Promise<PlacedMac> {
  const { topic } = await server.mdm.pushStatus()
  if (!topic) throw new Error('a push certificate comes first')
  const certificateSha256 = mac.id.replaceAll('-', '').padEnd(64, '0')
  const now = server.now().toISOString()
  await server.sql`
    INSERT INTO mdm_certificate (sha256_hex, serial_hex, subject, invitation_id, enrollment_id, certificate, not_before,
      not_after)
    VALUES (${certificateSha256}::text, ${certificateSha256}::text, 'CN=placed', gen_random_uuid(), ${mac.id}::text,
      ''::bytea, ${now}::text::timestamptz, ${now}::text::timestamptz)
    RETURNING sha256_hex`
  const token = server.apns.registerToken(undefined, topic)
  const row = {
    ...{ id: mac.id, deviceId: mac.id, certificateSha256, topic, pushMagic },
    ...{
      pushToken: Buffer.from(token, 'hex'),
      userShortName: null,
      userLongName: null,
      awaitingConfiguration: false,
    },
  }
  await storeDeviceToken(server.sql, row, server.now())
  return { ...mac, token, pushMagic }
}
