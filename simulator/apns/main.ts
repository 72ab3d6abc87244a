import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { endWithParent } from '../end-with-parent.ts'
import { readJsonFile, writeJsonFile } from '../json-file.ts'
import type { PushCertificate } from './apns-authority.ts'
import { startFakeApns } from './start-fake-apns.ts'

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
const certificate = (path && readJsonFile<PushCertificate>(path)) ?? (await apns.issuePushCertificate())
if (path) writeJsonFile(path, certificate)

endWithParent(values['with-parent'], () => apns.close())
console.log(JSON.stringify({ apnsPort: apns.port, devicePort: apns.devicePort, ...certificate }))
