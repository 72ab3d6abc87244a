import { randomUUID } from 'node:crypto'
import { hardwareFrom } from '#simulator/mac/hardware.ts'
import { createHttpClient } from '#simulator/mac/http-client.ts'
import { signerFrom } from '#simulator/mac/identity.ts'
import { encodePlist, type PlistDict } from '#simulator/mac/plist.ts'
import { readEnrollmentProfile } from '#simulator/mac/read-enrollment-profile.ts'
import { readProfile } from '#simulator/mac/read-profile.ts'
import { obtainScepIdentity } from '#simulator/mac/scep-client.ts'
import { signData } from '#simulator/pki/sign-data.ts'
import type { TestMdm } from './start-test-mdm.ts'

const types = {
  '/mdm/checkin': 'application/x-apple-aspen-mdm-checkin',
  '/mdm/command': 'application/x-apple-aspen-mdm',
}

/**
 * A Mac that tells neither UDID nor serial number. Links for such Macs come with account-driven enrolment, so the kind
 * of this one is changed in the database.
 */
export async function makeUserEnrolledMac(server: TestMdm) {
  const { invitationId, url } = await server.invite('personal')
  await server.sql`
    UPDATE mdm_invitation SET enrollment_type = 'user' WHERE id = ${invitationId}::uuid RETURNING 1`
  const http = createHttpClient()
  const profile = readProfile((await http.send(url)).body)
  const { scep } = readEnrollmentProfile(profile, hardwareFrom('x'), 'x')
  const signer = signerFrom(await obtainScepIdentity(http, scep))
  const id = randomUUID().toUpperCase()
  return {
    id,
    userId: randomUUID().toUpperCase(),
    async say(path: keyof typeof types, words: PlistDict): Promise<{ status: number; body: string }> {
      const body = encodePlist({ EnrollmentID: id, ...words })
      const signature = signData(body, signer, { detached: true }).toString('base64')
      const headers = { 'content-type': types[path], 'mdm-signature': signature }
      const reply = await http.send(`${server.url}${path}`, { method: 'PUT', body, headers })
      return { status: reply.status, body: reply.body.toString() }
    },
    close: () => http.close(),
  }
}
