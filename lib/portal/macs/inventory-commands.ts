import { canDo } from '#lib/mdm/protocol/capability.ts'
import { checkCommand } from '#lib/mdm/protocol/check-command.ts'
import {
  buildCertificateList,
  buildDeviceInformation,
  buildInstalledApplicationList,
  buildManagedApplicationList,
  buildProfileList,
  buildSecurityInfo,
  type CommandBody,
} from '#lib/mdm/protocol/commands.ts'
import { CommandForbiddenError, type MdmOperations } from '#lib/mdm/server.ts'

interface Subject {
  enrollmentId: string
}

/** The questions that this Mac understands and its enrolment allows. */
async function commandsFor(operations: MdmOperations, { enrollmentId }: Subject): Promise<CommandBody[]> {
  const enrollment = await operations.enrollment(enrollmentId)
  if (!enrollment) throw new CommandForbiddenError('not_enrolled', 'the device is not enrolled')
  const tellsFacts = canDo(enrollment, 'deviceInformation').allowed
  const questions = [
    ...(tellsFacts ? [buildDeviceInformation(enrollment)] : []),
    buildSecurityInfo(),
    buildManagedApplicationList(),
    buildInstalledApplicationList(),
    // What else somebody put on their Mac or in their keychain is not the company's business.
    buildProfileList(true),
    buildCertificateList(true),
  ]
  return questions.filter((question) => checkCommand(enrollment, question) === null)
}

const day = 24 * 60 * 60 * 1000

/**
 * Asks a Mac for everything that its enrollment lets it tell. A question that is not fetched within three days lapses:
 * by then it was asked anew.
 * key      makes asking twice one asking.
 * returns  the commands' UUIDs.
 */
export async function queueInventory(
  operations: MdmOperations,
  subject: Subject,
  key: string,
  priority = 0,
): Promise<string[]> {
  const uuids: string[] = []
  for (const body of await commandsFor(operations, subject)) {
    const expiresAt = new Date(Date.now() + 3 * day)
    const options = { idempotencyKey: `${key}:${body.RequestType}`, priority, expiresAt }
    uuids.push((await operations.queue(subject.enrollmentId, body, options)).commandUuid)
  }
  return uuids
}
