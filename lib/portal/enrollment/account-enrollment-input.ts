import { z } from 'zod'
import { accountClientId, codeRedirect } from '#lib/mdm/protocol/account-sign-in.ts'
import { readAccountAddress } from './account-address.ts'
import { type AccountKind, ownerships } from './policy.ts'

/** The last part of the address in which a kind signs in, and of its device route. */
export const accountPaths: Readonly<Record<string, AccountKind>> = {
  byod: 'account_user',
  adde: 'account_device',
}

const account = z.string().transform((typed, context) => {
  const read = readAccountAddress(typed)
  if (read) return read.address
  context.addIssue('enrollment_account_unreadable')
  return z.NEVER
})

const state = z.string().min(1).max(1024)

/** What a Mac puts into the address of its web view, for either form of signing in; OAuth 2 has a state. */
export const accountAddressInput = z.union([
  z
    .object({
      response_type: z.literal('code'),
      client_id: z.literal(accountClientId),
      redirect_uri: z.literal(codeRedirect),
      state,
      login_hint: account,
    })
    .transform((given) => ({ account: given.login_hint, state: given.state })),
  z
    .object({ 'user-identifier': account, response_type: z.never().optional() })
    .transform((given) => ({ account: given['user-identifier'], state: undefined })),
])

/** What the person confirms. */
export const accountEnrollmentInput = z.object({
  kind: z.enum(['account_user', 'account_device']),
  account,
  ownership: z.enum(ownerships),
  state: state.optional(),
})
