import { updateToken } from './check-in.ts'
import type { CommandLoop } from './command-loop.ts'
import { MacError } from './mac-error.ts'
import type { Channel, Power } from './mac-state.ts'
import type { Machine } from './machine.ts'
import type { MdmClient } from './mdm-client.ts'
import { createPoller, type Poller } from './poller.ts'
import { subscribeToPushes } from './push-subscription.ts'
import { resumeAppInstalls } from './start-app-install.ts'

export type Operation = {
  /** Online from now on: listens for pushes, polls, goes on with what was begun. */
  start: () => void
  stop: () => void
  powerChanged: (power: Power) => void
}

const unattendedPollMs = 5000

/** Listens in the background until the Mac goes offline; without a push service the Mac asks by itself. */
function listenForPushes(machine: Machine, client: MdmClient, poller: Poller, channel: Channel): void {
  const job = subscribeToPushes(machine, channel, {
    onPush: poller.want,
    onNoService: () => {
      if (machine.behaviours.pollSeconds > 0) return
      machine.tell('push', 'No push service here: the Mac asks every 5 seconds instead')
      poller.every(unattendedPollMs)
    },
    onTokenLost: (lost) => updateToken(machine, client, lost),
  })
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error)
      machine.tell('trouble', `Stopped listening for pushes: ${why}`)
    })
    .finally(() => machine.background.delete(job))
  machine.background.add(job)
}

export function operateMac(machine: Machine, client: MdmClient, loop: CommandLoop): Operation {
  const poller = createPoller(machine, loop)
  let started = false
  let powerTimer: NodeJS.Timeout | undefined

  const goOnline = () => {
    if (!machine.state.enrollment) return
    resumeAppInstalls(machine)
    const channels: Channel[] = machine.state.userPush ? ['device', 'user'] : ['device']
    for (const channel of channels) {
      listenForPushes(machine, client, poller, channel)
      poller.want(channel)
    }
    const { pollSeconds } = machine.behaviours
    if (pollSeconds > 0) poller.every(pollSeconds * 1000)
  }

  const powerChanged = (power: Power) => {
    clearTimeout(powerTimer)
    poller.clear()
    if (!started) return
    if (power.kind === 'on') {
      goOnline()
      return
    }
    if ((power.kind === 'restarting' || power.kind === 'offline') && power.untilMs !== null) {
      powerTimer = setTimeout(
        () => {
          machine.tell('power', power.kind === 'restarting' ? 'Back after the restart' : 'Online again')
          machine.setPower({ kind: 'on' })
        },
        Math.max(0, power.untilMs - Date.now()),
      )
    }
  }

  return {
    powerChanged,
    start() {
      if (started) return
      started = true
      powerChanged(machine.state.power)
    },
    stop() {
      started = false
      clearTimeout(powerTimer)
      poller.clear()
    },
  }
}

export function requireOnline(machine: Machine): void {
  const { power } = machine.state
  if (power.kind === 'on') return
  throw new MacError('offline', `This Mac is ${power.kind === 'shut-down' ? 'shut down' : power.kind}`)
}
