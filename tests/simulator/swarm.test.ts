import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeTemporaryCertificate } from '#simulator/mac/identity.ts'
import { createConnection } from '#simulator/swarm/connection.ts'
import { openKeyPool } from '#simulator/swarm/key-pool.ts'
import { makeRequest } from '#simulator/swarm/make-request.ts'
import { signMessage } from '#simulator/swarm/sign-message.ts'
import { startSwarm } from '#simulator/swarm/start-swarm.ts'
import { makeSwarmMac, type SwarmMac } from '#simulator/swarm/swarm-mac.ts'
import { temporaryDirectory } from './support/meet-mac.ts'
import { verifySignedData } from './support/verify-signed-data.ts'

const nothing = Buffer.alloc(0)
const get = makeRequest('GET /', {}, nothing)

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A server that says exactly these pieces, one after another, to each request. */
async function meetTalker(pieces: string[]): Promise<{ port: number; sockets: Socket[] }> {
  const sockets: Socket[] = []
  const server = createSocketServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => socket.destroy())
    socket.on('data', async () => {
      for (const piece of pieces) {
        socket.write(piece)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
  })
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  return { port: await listen(server), sockets }
}

function connectTo(port: number) {
  const connection = createConnection(port)
  onTestFinished(connection.close)
  return connection
}

describe('a connection of the swarm', () => {
  it('puts an answer together from pieces, and is kept', async () => {
    const { port, sockets } = await meetTalker([
      'HTTP/1.1 200 OK\r\ncontent-le',
      'ngth: 6\r\n\r',
      '\nabc',
      'def',
    ])
    const connection = connectTo(port)
    for (let turn = 0; turn < 3; turn++) {
      const { status, body } = await connection.send(get)
      expect([status, body.toString()]).toEqual([200, 'abcdef'])
    }
    expect(sockets).toHaveLength(1)
  })

  it('opens anew after the server said goodbye', async () => {
    const { port, sockets } = await meetTalker([
      'HTTP/1.1 503 Later\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    ])
    const connection = connectTo(port)
    expect(await connection.send(get)).toMatchObject({ status: 503, closes: true })
    expect((await connection.send(get)).status).toBe(503)
    expect(sockets).toHaveLength(2)
  })

  it('says so when it breaks before the answer is whole, and goes elsewhere when it is told', async () => {
    const broken = await meetTalker(['HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc'])
    const good = await meetTalker(['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'])
    const connection = connectTo(broken.port)
    const answer = connection.send(get)
    await expect.poll(() => broken.sockets.length).toBe(1)
    broken.sockets[0]?.destroy()
    await expect(answer).rejects.toThrow()
    connection.moveTo(good.port)
    expect((await connection.send(get)).status).toBe(200)
  })
})

async function meetSwarmMac(): Promise<SwarmMac> {
  const [key] = await openKeyPool(temporaryDirectory(), 1)
  if (!key) throw new Error('there is no key')
  const mac = makeSwarmMac(0, key, 'test')
  return { ...mac, certificate: makeTemporaryCertificate(key, 'Mac'), topic: 'com.apple.mgmt.test' }
}

describe('the keys of a swarm', () => {
  it('are made once and found again', async () => {
    const directory = temporaryDirectory()
    const [first] = await openKeyPool(directory, 1)
    const written = statSync(join(directory, 'rsa-2048.json')).mtimeMs
    const [again, second] = await openKeyPool(directory, 2)
    expect(again?.publicKey.equals(first?.publicKey ?? again.publicKey)).toBe(true)
    expect(second?.publicKey.equals(again?.publicKey ?? second.publicKey)).toBe(false)
    await openKeyPool(directory, 1)
    expect(statSync(join(directory, 'rsa-2048.json')).mtimeMs).toBeGreaterThanOrEqual(written)
    expect(await openKeyPool(directory, 2)).toHaveLength(2)
  })

  it('sign what another implementation finds good', async () => {
    const mac = await meetSwarmMac()
    const body = Buffer.from('<plist/>')
    const { signer } = verifySignedData(Buffer.from(await signMessage(mac, body), 'base64'), body)
    expect(createHash('sha256').update(signer.raw).digest()).toEqual(
      createHash('sha256')
        .update(mac.certificate?.raw ?? nothing)
        .digest(),
    )
  })
})

const command = (uuid: string): string =>
  `<plist><dict><key>CommandUUID</key><string>${uuid}</string><key>Command</key><dict/></dict></plist>`

/** Answers each message of a Mac with the next of these; an error status or a cut connection is possible too. */
async function meetScript(replies: (string | number | 'cut')[]): Promise<{ port: number; heard: string[] }> {
  const heard: string[] = []
  const listener: RequestListener = async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    heard.push(/<key>CommandUUID<\/key><string>(.*?)</.exec(body)?.[1] ?? 'Idle')
    const reply = replies.shift() ?? ''
    if (reply === 'cut') req.socket.destroy()
    else if (typeof reply === 'number') res.writeHead(reply, { 'content-length': 0 }).end()
    else res.writeHead(200, { 'content-length': Buffer.byteLength(reply) }).end(reply)
  }
  const server = createHttpServer(listener)
  onTestFinished(() => server.closeAllConnections())
  return { port: await listen(server), heard }
}

async function meetSwarm(replies: (string | number | 'cut')[]) {
  const { port, heard } = await meetScript(replies)
  const mac = await meetSwarmMac()
  const swarm = startSwarm({ macs: [mac], ports: [port], connections: 1, pollSeconds: 3600 })
  onTestFinished(swarm.stop)
  swarm.push(mac.token)
  return { swarm, heard, mac }
}

describe('a Mac of the swarm', () => {
  it('sleeps until it is pushed, and then takes commands until there are no more', async () => {
    const { swarm, heard, mac } = await meetSwarm([command('a'), command('b'), ''])
    await expect.poll(() => swarm.tally.acknowledged.size).toBe(2)
    expect(heard).toEqual(['Idle', 'a', 'b'])
    swarm.push(mac.token)
    await expect.poll(() => heard).toEqual(['Idle', 'a', 'b', 'Idle'])
    expect(swarm.tally).toMatchObject({ doubled: 0, repeated: 0, broken: 0, polls: 2, pushes: 2 })
  })

  it('repeats an answer that was cut off or refused until it is taken', async () => {
    const { swarm, heard } = await meetSwarm([command('a'), 'cut', 500, command('b'), ''])
    await expect.poll(() => swarm.tally.acknowledged.size).toBe(2)
    expect(heard).toEqual(['Idle', 'a', 'a', 'a', 'b'])
    expect(swarm.tally).toMatchObject({ doubled: 0, broken: 1 })
    expect([...swarm.tally.refused]).toEqual([[500, 1]])
  })

  it('notices when it is told to do again what it has answered', async () => {
    const { swarm } = await meetSwarm([command('a'), command('b'), command('a'), ''])
    await expect.poll(() => swarm.tally.doubled).toBe(1)
    expect(swarm.tally.carriedOut.size).toBe(2)
  })
})
