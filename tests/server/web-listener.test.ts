import { describe, expect, it } from 'vitest'
import { StartError } from '#lib/server/start-error.ts'
import { openWebListener } from '#lib/server/web-listener.ts'

describe('the web listener', () => {
  it('says in one sentence that a port is taken, and how to choose another', async () => {
    const first = await openWebListener('127.0.0.1', 0)
    const second = openWebListener('127.0.0.1', first.port)
    await expect(second).rejects.toThrow(StartError)
    await expect(second).rejects.toThrow(/another program uses it.*PORT\.$/)
    await first.stop()
  })

  it('asks early callers to come back until the pages are ready', async () => {
    const listener = await openWebListener('127.0.0.1', 0)
    const url = `http://127.0.0.1:${listener.port}/`
    expect((await fetch(url)).status).toBe(503)
    listener.answerWith((_request, response) => response.end('here'))
    expect(await (await fetch(url)).text()).toBe('here')
    await listener.stop()
  })

  it('lets an open page wait as for a lost connection, so that it is not replaced', async () => {
    const listener = await openWebListener('127.0.0.1', 0)
    const url = `http://127.0.0.1:${listener.port}/`
    await expect(fetch(url, { headers: { rsc: '1' } })).rejects.toThrow()
    expect((await fetch(url)).headers.get('refresh')).toBe('1')
    await listener.stop()
  })

  it('finishes a request in flight, and accepts no other, before it stops', async () => {
    const listener = await openWebListener('127.0.0.1', 0)
    const url = `http://127.0.0.1:${listener.port}/`
    let finish: () => void = () => undefined
    const arrived = new Promise<void>((resolve) => {
      listener.answerWith((_request, response) => {
        finish = () => void response.end('whole')
        resolve()
      })
    })
    const answer = fetch(url)
    await arrived
    const stopped = listener.stop()
    await expect(fetch(url)).rejects.toThrow()
    finish()
    expect(await (await answer).text()).toBe('whole')
    await stopped
  })

  it('ends event streams at once when it stops', async () => {
    const listener = await openWebListener('127.0.0.1', 0)
    listener.answerWith((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('event: hello\n\n')
    })
    const headers = { accept: 'text/event-stream' }
    const response = await fetch(`http://127.0.0.1:${listener.port}/`, { headers })
    const started = Date.now()
    const reading = response.text()
    const stopped = listener.stop()
    await expect(reading).rejects.toThrow()
    await stopped
    expect(Date.now() - started).toBeLessThan(8_000)
  })
})
