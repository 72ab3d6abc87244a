import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPublicAddress } from '#lib/portal/webhooks/is-public-address.ts'
import { postEvent } from '#lib/portal/webhooks/post-event.ts'
import { readWebhookUrl } from '#lib/portal/webhooks/read-webhook-url.ts'
import { type Receiver, startReceiver } from '#tests/portal/webhooks/receiver.ts'

let inside: Receiver
beforeAll(async () => {
  inside = await startReceiver()
})
afterAll(() => inside.stop())

const message = { body: '{}', headers: {} }
const port = () => new URL(inside.url).port
const resolveTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

describe('promise 13: which addresses are of the public internet', () => {
  it.each(['1.1.1.1', '93.184.215.14', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:400e::1'])(
    '%s is',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )

  it.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '192.0.0.8', '198.18.0.1', '203.0.113.7', '224.0.0.1', '240.0.0.1'],
    ...['255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:1.1.1.1', '::127.0.0.1'],
    ...['64:ff9b::7f00:1', 'fe80::1', 'fe80::1%lo', 'fc00::1', 'fd12::1', 'fec0::1', 'ff02::1', '100::1'],
    ...[
      '2001::1',
      '2001:db8::1',
      '2002:7f00:1::',
      '3fff::1',
      '5f00::1',
      'localhost',
      '',
      '1.1.1',
      '2606:4700::1%1',
    ],
  ])('%j is not', (address) => expect(isPublicAddress(address)).toBe(false))
})

describe('promise 13: an admin or a token cannot make a webhook into the own network', () => {
  it.each([
    ...['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'https://', 'example.com', ''],
    ...['https://user:word@example.com/', 'https://example.com/#x', 'javascript:alert(1)'],
  ])('%j is no address for one', (url) => {
    for (const allowPrivate of [false, true])
      expect(() => readWebhookUrl(url, { allowPrivate })).toThrow('webhook_address')
  })

  it.each([
    ...[
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://017700000001/',
    ],
    ...[
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[::]/',
      'https://0/',
      'https://10.0.0.8:8443/',
    ],
    ...[
      'https://169.254.169.254/latest/',
      'https://localhost/',
      'https://LOCALHOST./',
      'https://a.localhost/',
    ],
    ...['https://printer.local/', 'https://db.internal/', 'https://[fe80::1]/', 'https://１２７.０.０.１/'],
  ])('%s leads inside', (url) => {
    expect(() => readWebhookUrl(url, { allowPrivate: false })).toThrow('webhook_address_private')
    expect(readWebhookUrl(url, { allowPrivate: true }).protocol).toBe('https:')
  })

  it('http is for this machine alone, and only where the configuration says so', () => {
    expect(readWebhookUrl('http://127.0.0.1:8080/x', { allowPrivate: true }).port).toBe('8080')
    for (const url of ['http://10.0.0.1/', 'http://example.com/'])
      expect(() => readWebhookUrl(url, { allowPrivate: true })).toThrow('webhook_address')
    expect(() => readWebhookUrl('http://127.0.0.1/', { allowPrivate: false })).toThrow('webhook_address')
  })
})

describe('promise 13: nor does a name lead there when something is sent', () => {
  it.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['169.254.169.254'],
    ['93.184.215.14', '127.0.0.1'],
    ['2606:4700::1111', '10.0.0.1'],
  ])('%s', async (...addresses) => {
    const url = `https://hook.example.com:${port()}/`
    const sent = postEvent({ url, ...message }, { allowPrivate: false, resolve: resolveTo(...addresses) })
    await expect(sent).rejects.toMatchObject({ code: 'address_forbidden' })
    expect(inside.received).toEqual([])
  })

  it('not even when it leads elsewhere at the second question: what was judged is what is connected to', async () => {
    let asked = 0
    // Nobody listens on the first one; the second one is what an attacker is after.
    const rebinding = async () => {
      asked += 1
      return [{ address: asked === 1 ? '127.0.0.2' : '127.0.0.1', family: 4 }]
    }
    const url = `http://localhost:${port()}/`
    const sent = postEvent({ url, ...message }, { allowPrivate: true, resolve: rebinding, timeoutMs: 500 })
    await expect(sent).rejects.toMatchObject({ code: expect.stringMatching(/timed_out|connection_/) })
    expect(asked).toBe(1)
    expect(inside.received).toEqual([])
  })

  it('the address that was judged is the one that is used', async () => {
    const url = `http://localhost:${port()}/judged`
    await postEvent({ url, ...message }, { allowPrivate: true, resolve: resolveTo('127.0.0.1') })
    expect(inside.received.pop()?.path).toBe('/judged')
    const wrong = postEvent({ url, ...message }, { allowPrivate: true, resolve: resolveTo('10.0.0.1') })
    await expect(wrong).rejects.toMatchObject({ code: 'address_forbidden' })
  })

  it('nor does a redirect', async () => {
    const before = inside.received.length
    for (const status of [301, 302, 303, 307, 308]) {
      inside.answer = (_request, response) => {
        response.writeHead(status, { location: inside.url }).end()
      }
      const sent = postEvent({ url: inside.url, ...message }, { allowPrivate: true })
      await expect(sent).rejects.toMatchObject({ code: 'redirected' })
    }
    expect(inside.received.length - before).toBe(5)
  })
})

describe('promise 13: the other side costs no more than ten seconds and no memory', () => {
  it('when it says nothing, or DNS does not', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`
    const options = { allowPrivate: true, timeoutMs: 200 }
    await expect(postEvent({ url, ...message }, options)).rejects.toMatchObject({ code: 'timed_out' })
    const unresolved = { ...options, resolve: () => new Promise<never>(() => undefined) }
    const named = postEvent({ url: 'https://slow.example.com/', ...message }, unresolved)
    await expect(named).rejects.toMatchObject({ code: 'timed_out' })
    silent.closeAllConnections()
    silent.close()
  })

  it('when it answers without end', async () => {
    let written = 0
    let closed: () => void = () => undefined
    const over = new Promise<void>((resolve) => {
      closed = resolve
    })
    inside.answer = (_request, response) => {
      response.writeHead(200)
      response.once('close', closed)
      const chunk = Buffer.alloc(64 * 1024)
      const more = () => {
        if (response.destroyed) return
        written += chunk.length
        if (response.write(chunk)) setImmediate(more)
        else response.once('drain', more)
      }
      more()
    }
    await postEvent({ url: inside.url, ...message }, { allowPrivate: true })
    await over
    expect(written).toBeLessThan(64 * 1024 * 1024)
  })

  it('and a certificate that nobody vouches for is refused', async () => {
    const sent = postEvent({ url: inside.url.replace('http:', 'https:'), ...message }, { allowPrivate: true })
    await expect(sent).rejects.toMatchObject({
      code: expect.stringMatching(/certificate_refused|connection_failed/),
    })
  })
})
