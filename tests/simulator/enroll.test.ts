import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { meetEnrolledMac, meetMac, meetServer } from './support/meet-mac.ts'

describe('enrolling', () => {
  it('gets an identity over SCEP and signs every message with it', async () => {
    const { server, mac } = await meetEnrolledMac({ seed: 'enrols' })
    const { identity } = mac.state
    const certificate = new X509Certificate(identity?.certificatePem ?? '')
    expect(certificate.verify(new X509Certificate(server.authority.certificatePem).publicKey)).toBe(true)
    expect(certificate.subject).toContain(`CN=Mac ${mac.serialNumber}`)
    expect(new Set(server.signers)).toEqual(new Set([certificate.fingerprint256]))
  })

  it('says who it is first, and then where pushes reach it', async () => {
    const { server, mac } = await meetEnrolledMac({ seed: 3, deviceName: 'Mac of Sanne' })
    const [authenticate, tokenUpdate] = server.checkIns
    expect(authenticate).toMatchObject({
      MessageType: 'Authenticate',
      UDID: mac.state.hardware.udid,
      SerialNumber: mac.serialNumber,
      DeviceName: 'Mac of Sanne',
      Model: mac.state.hardware.model,
    })
    expect(tokenUpdate).toMatchObject({ MessageType: 'TokenUpdate', PushMagic: mac.state.push?.pushMagic })
    expect(tokenUpdate?.Token).toHaveLength(32)
  })

  it('hides serial number and UDID in a user enrolment', async () => {
    const server = await meetServer()
    const mac = await meetMac()
    await mac.enroll(server.link({ mode: 'user' }))
    expect(JSON.stringify(server.checkIns)).not.toContain(mac.serialNumber)
    expect(JSON.stringify(server.checkIns)).not.toContain(mac.state.hardware.udid)
    expect(server.checkIns[0]).toMatchObject({ EnrollmentID: mac.enrollmentId })
  })

  it('brings its user along when asked to', async () => {
    const { server, mac } = await meetEnrolledMac({ behaviours: { userChannel: true } })
    expect(server.checkIns.at(-1)).toMatchObject({
      MessageType: 'TokenUpdate',
      UserID: mac.state.userGuid,
      NotOnConsole: false,
    })
    await mac.poll('user')
    expect(server.results.at(-1)).toMatchObject({ Status: 'Idle', UserID: mac.state.userGuid })
  })

  it('stays unenrolled when the challenge was used before', async () => {
    const server = await meetServer()
    const link = server.link()
    await (await meetMac()).enroll(link)
    const second = await meetMac()
    await expect(second.enroll(link)).rejects.toMatchObject({ code: 'scep-failed' })
    expect(second.state.enrollment).toBeNull()
  })

  it('stays unenrolled when the server refuses its Authenticate', async () => {
    const server = await meetServer()
    const mac = await meetMac()
    server.troubles.push(403)
    await expect(mac.enroll(server.link())).rejects.toMatchObject({ code: 'refused', httpStatus: 403 })
    expect(mac.state.identity).toBeNull()
  })

  it('refuses plain http to any other machine, and a profile that asks for no rights', async () => {
    const server = await meetServer()
    const mac = await meetMac()
    await expect(mac.enroll('http://mdm.example.test/enroll')).rejects.toMatchObject({ code: 'insecure-url' })
    const foreign = server.link({ mdm: { ServerURL: 'http://mdm.example.test/mdm' } })
    await expect(mac.enroll(foreign)).rejects.toMatchObject({ code: 'insecure-url' })
    await expect(mac.enroll(server.link({ accessRights: 0 }))).rejects.toMatchObject({ code: 'bad-profile' })
    expect(server.checkIns).toEqual([])
  })

  it('says farewell when it leaves', async () => {
    const { server, mac } = await meetEnrolledMac()
    await mac.checkOut()
    expect(server.checkIns.at(-1)).toMatchObject({ MessageType: 'CheckOut' })
    expect(mac.state.enrollment).toBeNull()
    await expect(mac.poll()).rejects.toMatchObject({ code: 'not-enrolled' })
  })

  it('drops the enrolment when the server answers 401', async () => {
    const { server, mac } = await meetEnrolledMac()
    server.troubles.push(401)
    await expect(mac.poll()).rejects.toMatchObject({ code: 'unenrolled' })
    expect(mac.state.enrollment).toBeNull()
    expect(mac.profiles).toEqual([])
  })

  it('is the same Mac for the same seed', async () => {
    const [one, other, third] = await Promise.all([
      meetMac({ seed: 7 }),
      meetMac({ seed: 7 }),
      meetMac({ seed: 8 }),
    ])
    expect(one.state.hardware).toEqual(other.state.hardware)
    expect(third.serialNumber).not.toBe(one.serialNumber)
    expect(one.serialNumber).toMatch(/^ZX[CDFGHJKLMNPQRTVWXY0-9]{8}$/)
  })
})
