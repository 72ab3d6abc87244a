import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseFleetOrder } from '#simulator/fleet-order.ts'
import { hardwareFrom } from '#simulator/mac/hardware.ts'
import { loadMacState } from '#simulator/mac/state-store.ts'
import { behavioursFromFlags, spellOutFlags } from '#simulator/mac-flags.ts'
import { meetServer, temporaryDirectory } from './support/meet-mac.ts'

function run(program: string, ...words: string[]) {
  const child = spawn(process.execPath, [`simulator/${program}`, ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  return { child, lines, ended: ended(child) }
}

const ended = async (child: ChildProcess): Promise<number | null> => {
  const [code] = await once(child, 'exit')
  return typeof code === 'number' ? code : null
}

const patiently = { timeout: 10_000 }

describe('the programs', () => {
  it('start a push service that says where it is, and end with their parent', async () => {
    const stateDir = temporaryDirectory()
    const first = run('apns/main.ts', '--state', stateDir, '--port', '0', '--with-parent')
    await expect.poll(() => first.lines.length, patiently).toBe(1)
    const told = JSON.parse(first.lines[0] ?? '')
    expect(Object.keys(told).sort()).toEqual(
      ['apnsPort', 'caPem', 'certificatePem', 'devicePort', 'privateKeyPem', 'topic'].sort(),
    )
    first.child.stdin.end()
    expect(await first.ended).toBe(0)
    const second = run('apns/main.ts', '--state', stateDir)
    await expect.poll(() => second.lines.length, patiently).toBe(1)
    expect(JSON.parse(second.lines[0] ?? '')).toMatchObject({
      topic: told.topic,
      certificatePem: told.certificatePem,
    })
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
  })

  it('enrol a Mac from the command line, which goes on after kill -9', async () => {
    const server = await meetServer()
    const state = temporaryDirectory()
    const mac = run(
      'cli.ts',
      'enroll',
      server.link(),
      '--state',
      state,
      '--seed',
      'cli',
      '--poll-seconds',
      '1',
    )
    await expect.poll(() => mac.lines.join('\n'), patiently).toContain('Enrolled with')
    mac.child.kill('SIGKILL')
    await mac.ended
    const { serialNumber } = hardwareFrom('cli')
    expect(loadMacState(state, serialNumber)?.enrollment).not.toBeNull()
    const uuid = server.queue('ProfileList')
    const again = run('cli.ts', 'resume', serialNumber, '--state', state)
    await expect.poll(() => server.resultOf(uuid), patiently).toMatchObject({ Status: 'Acknowledged' })
    again.child.kill('SIGINT')
    expect(await again.ended).toBe(0)
    const leaving = run('cli.ts', 'leave', serialNumber, '--state', state)
    expect(await leaving.ended).toBe(0)
    expect(server.checkIns.at(-1)).toMatchObject({ MessageType: 'CheckOut' })
    expect(loadMacState(state, serialNumber)).toBeNull()
  })

  it('run a fleet that takes orders on stdin and resumes its Macs', async () => {
    const server = await meetServer()
    const state = temporaryDirectory()
    const fleet = run('fleet.ts', '--state', state, '--origin', server.origin)
    for (const hardware of [0, 1]) {
      fleet.child.stdin.write(
        `${JSON.stringify({ link: server.link(), hardware, name: `Mac ${hardware}` })}\n`,
      )
    }
    const events = () => fleet.lines.map((line) => JSON.parse(line))
    await expect.poll(() => events().filter(({ type }) => type === 'enrolled').length, patiently).toBe(2)
    fleet.child.stdin.end()
    expect(await fleet.ended).toBe(0)
    const uuid = server.queue('DeviceInformation', { Queries: ['DeviceName'] })
    const again = run('fleet.ts', '--state', state)
    await expect.poll(() => server.resultOf(uuid), patiently).toMatchObject({ Status: 'Acknowledged' })
    again.child.stdin.end()
    expect(await again.ended).toBe(0)
  })
})

describe('orders and flags', () => {
  it('reads flags as a person writes them', () => {
    expect(spellOutFlags(['--fail', 'download', '--offline', '30', '--refuse'])).toEqual([
      '--fail-download',
      '--offline-seconds',
      '30',
      '--refuse',
    ])
    expect(behavioursFromFlags({ 'offline-seconds': '30', slow: '5', fail: true })).toEqual({
      offline: 30,
      slowMs: 5,
      fail: 'command',
    })
    expect(() => behavioursFromFlags({ busy: 'very' })).toThrow('--busy')
  })

  it('reads the orders of a fleet', () => {
    expect(
      parseFleetOrder('{"link":"/enroll/1","hardware":2,"flags":{"offline":true,"fail":"download"}}'),
    ).toEqual({
      kind: 'enroll',
      link: '/enroll/1',
      hardware: 2,
      name: undefined,
      behaviours: { offline: true, fail: 'download' },
    })
    expect(parseFleetOrder('{"unlock":"ZX1","pin":"123456"}')).toMatchObject({
      kind: 'unlock',
      pin: '123456',
    })
    expect(() => parseFleetOrder('{}')).toThrow('link')
  })
})
