import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { endWithParent } from '../end-with-parent.ts'
import { readJsonFile, writeJsonFile } from '../json-file.ts'
import type { PushCertificate } from './apns-authority.ts'
import { startFakeApns } from './start-fake-apns.ts'

const freshForMs = 90 * 24 * 3_600_000

function isFresh({ certificatePem }: PushCertificate): boolean {
  return new X509Certificate(certificatePem).validToDate.getTime() - Date.now() > freshForMs
}

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    port: { type: 'string', default: '0' },
    'device-port': { type: 'string', default: '0' },
    'with-parent': { type: 'boolean', default: false },
  },
})

const apns = await startFakeApns({
  port: Number(values.port),
  devicePort: Number(values['device-port']),
  stateDir: values.state,
})
const path = values.state ? join(values.state, 'push-certificate.json') : null
const before = path ? readJsonFile<PushCertificate>(path) : null
// An old one is renewed as at Apple: the topic stays.
const certificate =
  before && isFresh(before) ? before : await apns.issuePushCertificate(before?.topic.split('External.')[1])
if (path) writeJsonFile(path, certificate)

endWithParent(values['with-parent'], () => apns.close())
console.log(JSON.stringify({ apnsPort: apns.port, devicePort: apns.devicePort, ...certificate }))
