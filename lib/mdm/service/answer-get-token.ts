import type { GetToken } from '../protocol/check-in.ts'
import { encodePlist } from '../protocol/encode-plist.ts'
import type { MdmContext } from './mdm-context.ts'
import { NotServedError } from './refusals.ts'

const managedAccounts = 'com.apple.maid'

/**
 * Answers a Mac that wants a token of one of Apple's services. The one for Managed Apple Accounts is all that Macs ask
 * for; whoever made the server supplies it, because the key to it is known to Apple Business Manager.
 *
 * throws   NotServedError token_service_unknown.
 * spec     mdm/checkin/gettoken.yaml (TokenData)
 */
export async function answerGetToken(
  context: Pick<MdmContext, 'maidToken'>,
  { enrollment, tokenServiceType }: GetToken,
): Promise<{ contentType: string; body: string }> {
  if (tokenServiceType !== managedAccounts) {
    throw new NotServedError('token_service_unknown', 'a token service that Macs do not have')
  }
  const token = await context.maidToken?.({ enrollmentId: enrollment.id, deviceId: enrollment.deviceId })
  if (!token) throw new NotServedError('token_service_unknown', 'a token service that is not set up')
  return { contentType: 'application/xml', body: encodePlist({ TokenData: token }) }
}
