import { readCmsContent } from '../pki/read-cms-content.ts'
import {
  decodeMachineInfo,
  isMacProduct,
  knowsAccountEnrollment,
  type MachineInfo,
} from '../protocol/machine-info.ts'
import { AccountError } from './account-error.ts'
import { isClockWrong } from './judge-clock.ts'
import type { MdmContext } from './mdm-context.ts'

/**
 * Reads what a Mac that wants to enroll says of itself, and refuses one that cannot. Its signature fits the certificate
 * beside it, which comes from Apple and proves nothing about a person: who enrolls is for the token to say.
 *
 * isFirst  the request that comes before the sign-in: only its moment is the Mac's own now
 * throws   IdentityError, MalformedPlistError, MalformedMessageError; AccountError not_a_mac, macos_too_old, clock_wrong.
 * spec     other/machineinfo.yaml; RFC 5652 section 5
 */
export function readMachine(
  context: Pick<MdmContext, 'clock'>,
  cms: Uint8Array,
  isFirst: boolean,
): MachineInfo {
  const { content, signedAt } = readCmsContent(cms)
  const machine = decodeMachineInfo(content)
  if (!isMacProduct(machine.product)) throw new AccountError('not_a_mac', 'Only Macs are enrolled here.')
  if (!knowsAccountEnrollment(machine)) {
    throw new AccountError('macos_too_old', 'Signing in to enroll needs macOS 14 or later.')
  }
  if (isFirst && isClockWrong(signedAt, context.clock())) {
    throw new AccountError('clock_wrong', 'The clock of this Mac is wrong. Set it, then sign in again.')
  }
  return machine
}
