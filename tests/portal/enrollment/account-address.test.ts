import { describe, expect, it } from 'vitest'
import { accountClientId, codeRedirect } from '#lib/mdm/protocol/account-sign-in.ts'
import { readAccountAddress } from '#lib/portal/enrollment/account-address.ts'
import { accountAddressInput } from '#lib/portal/enrollment/account-enrollment-input.ts'

const account = 'anna@example.com'
const oauth = {
  response_type: 'code',
  client_id: accountClientId,
  redirect_uri: codeRedirect,
  state: 'x y&z',
  login_hint: account,
}

describe('The address of the Mac’s window', () => {
  it('names the account, and for OAuth 2 the state as well', () => {
    expect(accountAddressInput.parse({ 'user-identifier': 'Anna@Example.com' })).toEqual({
      account,
      state: undefined,
    })
    expect(accountAddressInput.parse(oauth)).toEqual({ account, state: 'x y&z' })
  })

  it.each([
    ['nothing at all', {}],
    ['two accounts', { 'user-identifier': [account, account] }],
    ['another client', { ...oauth, client_id: 'evil' }],
    ['another redirect address', { ...oauth, redirect_uri: `${codeRedirect}/../x` }],
    ['no state', { ...oauth, state: '' }],
    ['OAuth 2 in half', { 'user-identifier': account, response_type: 'code' }],
    ['another response', { ...oauth, response_type: 'token' }],
  ])('is refused with %s', (_what, given) => {
    expect(accountAddressInput.safeParse(given).success).toBe(false)
  })
})

it('splits an account at its last @, as a Mac does', () => {
  expect(readAccountAddress('a@b@Example.COM')).toEqual({ address: 'a@b@example.com', domain: 'example.com' })
  expect(readAccountAddress('anna@localhost')).toBeNull()
  expect(readAccountAddress('anna\u0000@example.com')).toBeNull()
})
