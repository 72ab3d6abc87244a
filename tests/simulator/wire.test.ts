import { describe, expect, it } from 'vitest'
import { makeTemporaryCertificate } from '#simulator/mac/identity.ts'
import { makeCommand } from '#simulator/mac/make-command.ts'
import { encodePlist } from '#simulator/mac/plist.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { generateRsaKey } from '#simulator/pki/rsa-key.ts'
import { meetEnrolledMac, meetMac, meetServer, quick, temporaryDirectory } from './support/meet-mac.ts'
import { verifySignedData } from './support/verify-signed-data.ts'

describe('on the wire', () => {
  it('sends its result again until the server takes it', async () => {
    const { server, mac } = await meetEnrolledMac()
    const uuid = server.queue('ProfileList')
    const next = await mac.reports('Idle')
    expect(next).toMatchObject({ CommandUUID: uuid, Command: { RequestType: 'ProfileList' } })
    server.troubles.push(503, 500)
    await mac.poll()
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'Acknowledged' })
    expect(server.troubles).toEqual([])
  })

  it('keeps an untaken result over the end of its process', async () => {
    const stateDirectory = temporaryDirectory()
    const { server, mac } = await meetEnrolledMac({ stateDirectory })
    const uuid = server.queue('ProfileList')
    mac.behave({ retry: { attempts: 1, firstMs: 1, longestMs: 1 } })
    server.troubles.push(0, 500)
    await expect(mac.poll()).rejects.toMatchObject({ httpStatus: 500 })
    await mac.close()
    const again = await SimulatedMac.resume(mac.serialNumber, { stateDirectory, behaviours: quick })
    expect(again.state.unsentResult).not.toBeNull()
    await again.poll()
    expect(server.results.map(({ Status }) => Status)).toEqual(['Idle', 'Acknowledged'])
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'Acknowledged' })
    await again.close()
  })

  it('says NotNow as often as it was told, and then obeys', async () => {
    const { server, mac } = await meetEnrolledMac({ behaviours: { busyTimes: 2 } })
    const settings = { Settings: [{ Item: 'DeviceName', DeviceName: 'New name' }] }
    const uuid = server.queue('Settings', settings)
    const query = server.queue('ProfileList')
    expect(await mac.poll()).toEqual({ commands: 3, busy: true })
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'NotNow' })
    expect(server.resultOf(query)).toMatchObject({ Status: 'Acknowledged' })
    expect(await mac.poll()).toEqual({ commands: 1, busy: false })
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'Acknowledged' })
    expect(mac.state.deviceName).toBe('New name')
  })

  it('asks again by itself after NotNow', async () => {
    const { server, mac } = await meetEnrolledMac({ behaviours: { busyTimes: 1 } })
    const uuid = server.queue('Settings', { Settings: [{ Item: 'HostName', HostName: 'host' }] })
    mac.start()
    await expect.poll(() => server.resultOf(uuid)).toMatchObject({ Status: 'Acknowledged' })
  })

  it('answers by hand for tests, without carrying anything out', async () => {
    const { server, mac } = await meetEnrolledMac()
    const uuid = server.queue('RestartDevice')
    const command = await mac.reports('Idle')
    expect(await mac.reports('NotNow', command)).toBeNull()
    expect(await mac.reports('Idle')).toEqual(command)
    expect(await mac.reports('Error', command, { ErrorChain: [] })).toBeNull()
    expect(server.resultOf(uuid)).toMatchObject({ Status: 'Error', UDID: mac.enrollmentId })
    expect(makeCommand('ProfileList')).toMatchObject({ Command: { RequestType: 'ProfileList' } })
  })

  it('lets a test sign with another key, or send anything', async () => {
    const { server, mac } = await meetEnrolledMac()
    const key = await generateRsaKey()
    mac.signWith({ privateKey: key.privateKey, certificate: makeTemporaryCertificate(key, 'Somebody else') })
    await mac.reports('Idle')
    expect(new Set(server.signers).size).toBe(2)
    mac.signWith(null)
    const body = encodePlist({ Status: 'Idle', UDID: 'odd \u0001 <&> text' })
    const signature = mac.signature(body)
    expect(verifySignedData(Buffer.from(signature, 'base64'), body).content).toBeNull()
    expect(() => verifySignedData(Buffer.from(signature, 'base64'), Buffer.from('other'))).toThrow(
      'messageDigest',
    )
    const unsigned = await mac.put('/mdm/server', body)
    expect(unsigned.status).toBe(400)
    const signed = await mac.put('/mdm/server', encodePlist(mac.identifiers()), {
      'mdm-signature': mac.signature(encodePlist(mac.identifiers())),
    })
    expect(signed.status).toBe(200)
  })

  it('stays away when it is offline after enrolling', async () => {
    const server = await meetServer()
    const mac = await meetMac({ behaviours: { offline: true } })
    await mac.enroll(server.link())
    mac.start()
    await expect(mac.poll()).rejects.toMatchObject({ code: 'offline' })
    mac.wake()
    await expect.poll(() => server.results.length).toBeGreaterThan(0)
  })
})
