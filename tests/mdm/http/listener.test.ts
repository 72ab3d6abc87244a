import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDeviceListener } from '#lib/mdm/http/listener.ts'
import type { MdmContext } from '#lib/mdm/service/mdm-context.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { startTestMdm, type TestMdm } from '../support/start-test-mdm.ts'

let server: TestMdm
let mac: SimulatedMac
beforeAll(async () => {
  server = await startTestMdm({ bodyTimeouts: { bodyMs: 100, resultMs: 100 } })
  mac = await server.enrollMac()
})
afterAll(() => server.stop())

const checkInType = 'application/x-apple-aspen-mdm-checkin'
const commandType = 'application/x-apple-aspen-mdm'

const send = (path: string, init: RequestInit) => fetch(`${server.url}${path}`, init)

describe('the device listener', () => {
  it('leaves every other path to others', async () => {
    for (const path of ['/', '/mdmx', '/apps', '/api/mdm/checkin']) {
      expect(await (await send(path, {})).text()).toBe('not a device route')
    }
  })

  it('knows its own paths and no other under /mdm', async () => {
    for (const path of [
      '/mdm',
      '/mdm/',
      '/mdm/checkin/',
      '/mdm/enroll',
      '/mdm/enroll/short',
      '/mdm/../mdm/x',
    ]) {
      expect((await send(path, {})).status).toBe(404)
    }
  })

  it('takes one method and one kind of body on each', async () => {
    for (const [path, type] of [
      ['/mdm/checkin', checkInType],
      ['/mdm/command', commandType],
    ] as const) {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
        expect((await send(path, { method })).status).toBe(405)
      }
      expect((await send(path, { method: 'PUT', body: 'x' })).status).toBe(415)
      const headers = { 'content-type': type, 'content-encoding': 'gzip' }
      expect((await send(path, { method: 'PUT', body: 'x', headers })).status).toBe(415)
    }
    expect((await send('/mdm/scep?operation=PKIOperation', { method: 'PUT', body: 'x' })).status).toBe(405)
    expect((await send('/mdm/scep?operation=GetNothing', {})).status).toBe(400)
    expect((await send('/mdm/scep?operation=PKIOperation&message=%25%25', {})).status).toBe(400)
    expect(
      (await send((await server.invite()).url.slice(server.url.length), { method: 'POST' })).status,
    ).toBe(405)
  })

  it('refuses a body that is too large, announced or not', async () => {
    const limits = [
      ['/mdm/checkin', 'PUT', checkInType, 1024 * 1024],
      ['/mdm/command', 'PUT', commandType, 16 * 1024 * 1024],
      ['/mdm/scep?operation=PKIOperation', 'POST', 'application/x-pki-message', 64 * 1024],
    ] as const
    for (const [path, method, type, limit] of limits) {
      expect(
        await sendRaw(
          `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${limit + 1}\r\n\r\n`,
        ),
      ).toMatch(/^HTTP\/1.1 413 /)
    }
    const chunk = `${(65536).toString(16)}\r\n${'x'.repeat(65536)}\r\n`
    const from = `Mdm-Signature: ${mac.signature(Buffer.from('another body'))}`
    const head = `PUT /mdm/checkin HTTP/1.1\r\nHost: x\r\nContent-Type: ${checkInType}\r\n${from}\r\nTransfer-Encoding: chunked\r\n\r\n`
    expect(await sendRaw(head + chunk.repeat(17))).toMatch(/^HTTP\/1.1 413 /)
  })

  it('takes no body of a stranger in, however long he would go on', async () => {
    for (const [path, type] of [
      ['/mdm/checkin', checkInType],
      ['/mdm/command', commandType],
    ] as const) {
      const head = `PUT ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`
      expect(await sendRaw(`${head}10000\r\n${'x'.repeat(60_000)}`)).toMatch(/^HTTP\/1.1 403 /)
    }
  })

  it('hangs up on a body that does not come', async () => {
    const from = `Mdm-Signature: ${mac.signature(Buffer.from('any'))}\r\n`
    for (const [start, headers] of [
      ['PUT /mdm/checkin', `Content-Type: ${checkInType}\r\n${from}`],
      ['PUT /mdm/command', `Content-Type: ${commandType}\r\n${from}`],
      ['POST /mdm/scep?operation=PKIOperation', ''],
    ]) {
      const head = `${start} HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: 10\r\n\r\nabc`
      expect(await sendRaw(head)).toMatch(/^HTTP\/1.1 408 /)
    }
  })

  it('never tells more than a short sentence, keeps nothing in caches, and never says 401', async () => {
    const replies = await Promise.all([
      send('/mdm/command', { method: 'PUT', body: 'x', headers: { 'content-type': commandType } }),
      send('/mdm/scep?operation=PKIOperation', { method: 'POST', body: 'nonsense' }),
      send('/mdm/enroll/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', {}),
    ])
    for (const reply of replies) {
      expect(reply.status).not.toBe(401)
      expect(reply.headers.get('cache-control')).toBe('no-store')
      expect((await reply.text()).length).toBeLessThan(120)
    }
  })

  it('says what it can do in SCEP, and who it is', async () => {
    const caps = await send('/mdm/scep?operation=GetCACaps', {})
    expect(caps.headers.get('content-type')).toBe('text/plain')
    expect((await caps.text()).split('\n')).toEqual(
      expect.arrayContaining(['AES', 'SHA-256', 'POSTPKIOperation']),
    )
    const certificate = await send('/mdm/scep?operation=GetCACert&message=Voorbeeld', {})
    expect(certificate.headers.get('content-type')).toBe('application/x-x509-ca-cert')
    const der = Buffer.from(await certificate.arrayBuffer()).toString('base64')
    const pem = (await server.mdm.caCertificatePem()).replaceAll(/-----[A-Z ]+-----|\s/g, '')
    expect(der).toBe(pem)
  })

  it('answers with 500 and a reference to nothing when the database is away', async () => {
    const broken = createDeviceListener({
      log: (entry: { code?: string }) => entries.push(entry.code),
      authority: async () => {
        throw new Error('connection to 10.0.0.1 refused')
      },
    } as unknown as MdmContext)
    const entries: unknown[] = []
    const http = createServer((req, res) => broken.respond(req, res))
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const { port } = http.address() as AddressInfo
    const reply = await fetch(`http://127.0.0.1:${port}/mdm/scep?operation=GetCACert`)
    expect([reply.status, await reply.text()]).toEqual([500, 'Try again later.\n'])
    expect(entries).toEqual(['internal'])
    http.closeAllConnections()
    http.close()
  })
})

/** Sends bytes as they are and gives what came back until the server hung up. */
function sendRaw(bytes: string, port = Number(new URL(server.url).port)): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    // A server that has heard enough may reset the connection while we still talk.
    socket.on('error', () => resolve(text))
    socket.on('close', () => resolve(text))
    socket.write(bytes)
  })
}
