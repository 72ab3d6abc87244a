import type { Transaction } from '#lib/server/prisma.ts'
import { domainsSchema, signInFormSchema } from './schema.ts'
import { domainsKey, signInFormKey } from './setting-keys.ts'
import type { SignInForm } from './sign-in-form.ts'

export interface EnrollmentSettings {
  /** Whose address ends in one of these can begin in System Settings; without any, nobody can. */
  domains: string[]
  signInForm: SignInForm
}

/** What the administrators have set for the Macs that enrol by signing in. */
export async function readEnrollmentSettings(tx: Transaction): Promise<EnrollmentSettings> {
  const rows = await tx.setting.findMany({ where: { key: { in: [domainsKey, signInFormKey] } } })
  const found = new Map(rows.map(({ key, value }) => [key, value]))
  return {
    domains: domainsSchema.safeParse(found.get(domainsKey)).data ?? [],
    signInForm: signInFormSchema.safeParse(found.get(signInFormKey)).data ?? 'apple-as-web',
  }
}
