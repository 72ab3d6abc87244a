import type { AccountKind, AccountSignIn } from '#lib/mdm/protocol/account-sign-in.ts'
import type { PrismaClient } from './generated/client.ts'

/** Where somebody signs in on a Mac, in the form that an admin has set. Our page takes both. */
export async function readAccountSignIn(
  prisma: PrismaClient,
  kind: AccountKind,
  urls: { pages: string; devices: string },
): Promise<AccountSignIn> {
  const setting = await prisma.setting.findUnique({ where: { key: 'enrollment.sign_in_form' } })
  const url = `${urls.pages}/enroll/account/${kind}`
  if (setting?.value !== 'apple-oauth2') return { method: 'apple-as-web', url }
  return { method: 'apple-oauth2', authorizationUrl: url, tokenUrl: `${urls.devices}/mdm/account/token` }
}
