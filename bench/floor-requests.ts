import { sign } from 'node:crypto'
import { encodePlist } from '#simulator/mac/plist.ts'
import { makeRequest } from '#simulator/swarm/make-request.ts'
import type { Bench } from './open-bench.ts'
import { requestsInTurn } from './requests-in-turn.ts'
import { type Load, runLoad } from './run-load.ts'

/** Sends the floor program what an Idle poll sends, with the signature that it understands. */
export function floorLoad(bench: Bench): (seconds: number) => Promise<Load> {
  const requests = bench.macs.map((mac) => {
    const body = encodePlist({ UDID: mac.udid, Status: 'Idle' })
    const headers = {
      'Floor-Key': String(bench.keys.indexOf(mac.key)),
      'Floor-Signature': sign('sha256', body, mac.key.privateKey).toString('base64'),
      'Floor-Enrollment': mac.udid,
    }
    return makeRequest('PUT /', headers, body)
  })
  const next = requestsInTurn(requests, ({ status }) => status === 200)
  return (seconds) => runLoad(bench.floorConnections, next, seconds)
}
