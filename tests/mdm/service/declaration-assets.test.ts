import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDeclaration } from '#lib/mdm/ddm/check-declaration.ts'
import type { Declaration, MdmOperations } from '#lib/mdm/server.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { type DeclaredMac, enrollDeclaredMac } from '../support/declared-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let operations: MdmOperations
beforeAll(async () => {
  server = await startTestMdm()
  operations = server.mdm.in(server.sql)
})
afterAll(() => server.stop())

const zip = (text: string) => ({ contentType: 'application/zip', content: Buffer.from(text) })

/** A set with one configuration that needs a file. */
async function declareFile(assetId: string, change: object = {}) {
  const name = randomUUID()
  const Reference = { ...(await operations.assetReference(assetId)), ...change }
  const declarations: Declaration[] = [
    { identifier: `${name}.zip`, type: 'com.apple.asset.data', payload: { Reference } },
    {
      identifier: `${name}.sudo`,
      type: 'com.apple.configuration.services.configuration-files',
      payload: { ServiceType: 'com.apple.sudo', DataAssetReference: `${name}.zip` },
    },
    {
      identifier: `${name}.on`,
      type: 'com.apple.activation.simple',
      payload: { StandardConfigurations: [`${name}.sudo`] },
    },
  ]
  await operations.declare(name, declarations)
  return { name, declarations, ids: declarations.map(({ identifier }) => identifier) }
}

async function fetchAsset(mac: SimulatedMac | null, address: string, signed: Uint8Array = Buffer.alloc(0)) {
  const headers = mac ? { 'mdm-signature': mac.signature(signed) } : undefined
  return fetch(address, { headers })
}

async function stateOf(watched: DeclaredMac, identifier: string) {
  const states = await operations.declarationStates(watched.mac.enrollmentId)
  return states?.find((state) => state.identifier === identifier)?.reported
}

describe('files that declarations refer to', () => {
  it('reach the Mac that was told of them, which verifies them', async () => {
    const watched = await enrollDeclaredMac(server, { osVersion: '26.1' })
    const { name, ids, declarations } = await declareFile(await operations.putAsset(zip('a zip of sudoers')))
    expect(declarations.flatMap((it) => checkDeclaration(it).problems)).toEqual([])
    await operations.assignDeclarations(watched.mac.enrollmentId, name)
    await watched.settle()
    for (const id of ids) {
      expect(await stateOf(watched, id)).toMatchObject({ active: true, valid: 'valid', reasons: [] })
    }
  })

  it('are one file with one address however often they are put', async () => {
    const id = await operations.putAsset(zip('the same'))
    expect(await operations.putAsset(zip('the same'))).toBe(id)
    expect(await operations.putAsset({ ...zip('the same'), contentType: 'text/plain' })).not.toBe(id)
    expect(await operations.assetReference(id)).toEqual({
      DataURL: `${server.url}/mdm/asset/${id}`,
      ContentType: 'application/zip',
      Size: 8,
      'Hash-SHA-256': createHash('sha256').update('the same').digest('hex'),
    })
    expect(await operations.assetReference(randomUUID())).toBeNull()
    expect(await operations.assetReference('nonsense')).toBeNull()
  })

  it('are not taken without a media type, nor without end', async () => {
    const refused = expect.objectContaining({ code: 'invalid_asset' })
    await expect(operations.putAsset({ ...zip('x'), contentType: 'zip' })).rejects.toEqual(refused)
    const crlf = operations.putAsset({ ...zip('x'), contentType: 'a/b\r\nX-Evil: 1' })
    await expect(crlf).rejects.toEqual(refused)
    const large = { ...zip(''), content: Buffer.alloc(33 * 1024 * 1024) }
    await expect(operations.putAsset(large)).rejects.toEqual(refused)
  })

  it('are given to nobody else', async () => {
    const [told, other] = [
      await enrollDeclaredMac(server, { osVersion: '26.1' }),
      await enrollDeclaredMac(server, { osVersion: '26.1' }),
    ]
    const id = await operations.putAsset(zip('for one Mac only'))
    const { name } = await declareFile(id)
    await operations.assignDeclarations(told.mac.enrollmentId, name)
    const address = `${server.url}/mdm/asset/${id}`
    const good = await fetchAsset(told.mac, address)
    expect([good.status, await good.text()]).toEqual([200, 'for one Mac only'])
    expect((await fetchAsset(other.mac, address)).status).toBe(404)
    expect((await fetchAsset(told.mac, `${server.url}/mdm/asset/${randomUUID()}`)).status).toBe(404)
    expect((await fetchAsset(null, address)).status).toBe(403)
    expect((await fetchAsset(told.mac, address, Buffer.from('another body'))).status).toBe(403)
    expect((await fetch(address, { method: 'PUT' })).status).toBe(405)
    await operations.unassignDeclarations(told.mac.enrollmentId, name)
    expect((await fetchAsset(told.mac, address)).status).toBe(404)
  })

  it('are given to no Mac that left', async () => {
    const watched = await enrollDeclaredMac(server, { osVersion: '26.1' })
    const { mac } = watched
    const id = await operations.putAsset(zip('for as long as it stays'))
    const { name } = await declareFile(id)
    await operations.assignDeclarations(mac.enrollmentId, name)
    const address = `${server.url}/mdm/asset/${id}`
    expect((await fetchAsset(mac, address)).status).toBe(200)
    await operations.release(mac.enrollmentId)
    expect((await fetchAsset(mac, address)).status).toBe(403)
  })

  it('fail at the Mac when they are not what was declared', async () => {
    const watched = await enrollDeclaredMac(server, { osVersion: '26.1' })
    const id = await operations.putAsset(zip('tampered with'))
    const { name, ids } = await declareFile(id, { 'Hash-SHA-256': '0'.repeat(64) })
    await operations.assignDeclarations(watched.mac.enrollmentId, name)
    await watched.settle()
    expect(await stateOf(watched, ids[0] ?? '')).toMatchObject({
      valid: 'invalid',
      reasons: [{ code: 'Error.AssetCannotBeVerified' }],
    })
    expect(await stateOf(watched, ids[1] ?? '')).toMatchObject({ active: false, valid: 'invalid' })
  })

  it('go a day after nothing refers to them', async () => {
    const id = await operations.putAsset(zip('short-lived'))
    const { name } = await declareFile(id)
    server.passTime(25 * 60 * 60 * 1000)
    await server.mdm.sweepDeclarations()
    expect(await operations.assetReference(id)).not.toBeNull()
    await operations.declare(name, [])
    server.passTime(10 * 60 * 1000)
    await server.mdm.sweepDeclarations()
    expect(await operations.assetReference(id)).toBeNull()
  })
})
