import { expect, it } from 'vitest'
import { runSwarm } from '#bench/swarm/run-swarm.ts'
import { smallOptions } from './small-options.ts'

it('loses no command and does none twice while servers and push service are restarted under 200 Macs', {
  timeout: 300_000,
}, async () => {
  const options = smallOptions(['--swarm', '200', '--connections', '8', '--poll-seconds', '3'])
  const report = await runSwarm(options, 200, () => undefined)
  expect(report).toMatchObject({
    macs: 200,
    enrolled: 200,
    commandsQueued: 2000,
    carriedOut: 2000,
    recorded: 2000,
    lost: 0,
    doubled: 0,
  })
  expect(report.restarts.map(({ what, how }) => `${what} ${how}`)).toEqual([
    'server 1 SIGTERM',
    'server 2 SIGTERM',
    'push service SIGTERM',
    'server 1 SIGKILL',
    'push service SIGKILL',
    'server 2 SIGKILL',
  ])
})
