import { decodeStatusReport, type StatusReport } from '../ddm/decode-status-report.ts'
import { isJsonObject, type Json } from '../ddm/json.ts'
import { isPartial, mergeStatusItem } from '../ddm/merge-status-item.ts'
import { MdmError } from '../protocol/errors.ts'
import {
  errorsName,
  retrieveStatusItems,
  type StatusDigest,
  storeStatusDigest,
} from '../store/status-items.ts'
import {
  type StatusReportRow,
  storeStatusReportFailure,
  storeStatusReportRetry,
  takeStatusReports,
} from '../store/status-reports.ts'
import { backOffMs } from './back-off.ts'
import type { MdmContext } from './mdm-context.ts'

const batchSize = 50
const maxAttempts = 4
const leaseMs = 60_000

/**
 * Files the status reports that wait, in order for each channel, until none is left or about so many are done. One that cannot be read is set
 * aside with its reason, and neither the next of its channel nor another channel waits for it.
 *
 * returns  how many were filed
 * spec     declarative/protocol/statusreport.yaml
 */
export async function digestStatusReports(context: MdmContext, limit = Infinity): Promise<number> {
  let filed = 0
  for (let taken = 0; taken < limit; ) {
    const now = context.clock()
    const batch = await takeStatusReports(context.sql, batchSize, now, new Date(now.getTime() + leaseMs))
    if (batch.length === 0) break
    taken += batch.length
    for (const row of batch) {
      if (await digestOne(context, row)) filed += 1
    }
  }
  return filed
}

async function digestOne(context: MdmContext, row: StatusReportRow): Promise<boolean> {
  const { id, enrollmentId } = row
  if (row.attempts > maxAttempts) {
    await storeStatusReportFailure(context.sql, id, 'gave up after several attempts')
    return false
  }
  try {
    const digest = await putTogether(context, enrollmentId, decodeStatusReport(row.body))
    return await storeStatusDigest(context.sql, id, digest, context.clock())
  } catch (error) {
    context.log({ level: 'error', message: 'a status report was not digested', enrollmentId, error })
    if (error instanceof MdmError) await storeStatusReportFailure(context.sql, id, error.message)
    else await tryLater(context, row)
    return false
  }
}

async function tryLater(context: MdmContext, { id, attempts }: StatusReportRow): Promise<void> {
  const waitMs = backOffMs(attempts, context.randomBytes)
  await storeStatusReportRetry(context.sql, id, new Date(context.clock().getTime() + waitMs))
}

async function putTogether(
  context: MdmContext,
  enrollmentId: string,
  report: StatusReport,
): Promise<StatusDigest> {
  const { isFull, states, capabilities } = report
  const partial = [...report.items].filter(([, value]) => isPartial(value)).map(([name]) => name)
  const known = isFull ? [] : await retrieveStatusItems(context.sql, enrollmentId, [...partial, errorsName])
  const onFile = new Map(known.map(({ name, value }) => [name, value]))
  const items = [...report.items].map(([name, value]): [string, Json] => {
    return [name, mergeStatusItem(onFile.get(name), value, isFull)]
  })
  const errors = mergeErrors(onFile.get(errorsName), report)
  const unknown = [...report.errors.keys()].filter((name) => !report.items.has(name))
  return {
    items: Object.fromEntries(Object.keys(errors).length > 0 ? [...items, [errorsName, errors]] : items),
    removed: Object.keys(errors).length > 0 ? unknown : [...unknown, errorsName],
    states: states ?? [],
    isFull,
    capabilities,
    osVersion: textIn(report, 'device.operating-system.version', /^\d{1,4}(\.\d{1,4}){0,3}$/),
    buildVersion: textIn(report, 'device.operating-system.build-version', /^[0-9A-Za-z]{1,16}$/),
  }
}

/** An item that is reported again has no error any more. */
function mergeErrors(onFile: Json | undefined, report: StatusReport): Record<string, Json> {
  const before = isJsonObject(onFile) && !report.isFull ? Object.entries(onFile) : []
  const kept = before.filter(([name]) => !report.items.has(name))
  return Object.fromEntries([...kept, ...report.errors])
}

function textIn(report: StatusReport, name: string, form: RegExp): string | null {
  const value = report.items.get(name)
  return typeof value === 'string' && form.test(value) ? value : null
}
