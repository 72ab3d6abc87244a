import { type Actor, hasRole } from '#lib/auth/actor.ts'
import { ForbiddenError } from '#lib/auth/forbidden-error.ts'
import { recordAudit } from '#lib/portal/audit/record-audit.ts'
import { inTransaction } from '#lib/server/prisma.ts'
import { signInFormKey } from './setting-keys.ts'
import type { SignInForm } from './sign-in-form.ts'

/** Says how Macs let somebody sign in from now on. Macs that have enrolled do not notice. */
export async function setSignInForm(actor: Actor, { form }: { form: SignInForm }): Promise<void> {
  if (!hasRole(actor, 'admin')) throw new ForbiddenError()
  await inTransaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: signInFormKey },
      create: { key: signInFormKey, value: form },
      update: { value: form },
    })
    await recordAudit(tx, actor, {
      action: 'enrollment.sign_in_changed',
      subject: { kind: 'settings', id: signInFormKey, label: form },
      detail: { form },
    })
  })
}
