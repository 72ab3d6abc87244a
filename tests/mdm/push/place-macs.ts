import { randomUUID } from 'node:crypto'
import type { TestMdm } from '../support/start-test-mdm.ts'

export type PlacedMac = { id: string; token: string; pushMagic: string }

/** Channels as they stand after a TokenUpdate, without the way there: for what begins at the push. */
export async function placeMacs(server: TestMdm, count: number, topic?: string): Promise<PlacedMac[]> {
  const certificateTopic = topic ?? (await server.mdm.pushStatus()).topic
  if (!certificateTopic) throw new Error('a push certificate comes first')
  const macs = Array.from({ length: count }, () => ({
    id: randomUUID().toUpperCase(),
    token: server.apns.registerToken(undefined, certificateTopic),
    pushMagic: randomUUID(),
  }))
  await server.sql`
    INSERT INTO mdm_enrollment (id, device_id, channel, enrollment_type, status, topic, push_token, push_magic,
      access_rights, enrolled_at)
    SELECT m.id, m.id, 'device', 'device', 'enrolled', ${certificateTopic}::text, decode(m.token, 'hex'), m.magic, 8191,
      now()
    FROM unnest(${macs.map(({ id }) => id)}::text[], ${macs.map(({ token }) => token)}::text[],
      ${macs.map(({ pushMagic }) => pushMagic)}::text[]) AS m (id, token, magic)
    RETURNING id`
  return macs
}

/** One Mac of that kind. */
export async function placeMac(server: TestMdm, topic?: string): Promise<PlacedMac> {
  const [mac] = await placeMacs(server, 1, topic)
  if (!mac) throw new Error('no Mac was placed')
  return mac
}
