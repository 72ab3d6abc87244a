'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { createToken } from '#lib/portal/api/create-token.ts'
import { revokeToken } from '#lib/portal/api/revoke-token.ts'
import { createTokenInput } from '#lib/portal/api/schema.ts'
import { attemptDelivery } from '#lib/portal/webhooks/attempt-delivery.ts'
import { createWebhook } from '#lib/portal/webhooks/create-webhook.ts'
import { deleteWebhook } from '#lib/portal/webhooks/delete-webhook.ts'
import { enableWebhook } from '#lib/portal/webhooks/enable-webhook.ts'
import { fileTest } from '#lib/portal/webhooks/file-test.ts'
import { webhookId, webhookInput } from '#lib/portal/webhooks/schema.ts'
import { expiryChoices } from './expiry-choices.ts'

/** A form tells of one ticked box as of a word, of several as of a list, and of none not at all. */
const ticked = (value: unknown) => (value === undefined ? [] : [value].flat())

const tokenForm = z.object({
  name: createTokenInput.shape.name,
  scopes: z.preprocess(ticked, createTokenInput.shape.scopes),
  expiry: z.enum(expiryChoices),
})

/** A token; its value is in the answer and nowhere else. */
export const makeToken = action(
  { role: 'admin', input: tokenForm },
  async (admin, { name, scopes, expiry }) => {
    const expiresInDays = expiry === 'never' ? null : Number(expiry)
    const { token } = await createToken(admin, { name, scopes, expiresInDays })
    return { secret: token }
  },
)

/** Ends a token at once. */
export const endToken = action(
  { role: 'admin', input: z.object({ tokenId: z.uuid() }) },
  async (admin, input): Promise<undefined> => {
    await revokeToken(admin, input)
    revalidatePath('/admin/api')
  },
)

const webhookForm = z.object({
  url: webhookInput.shape.url,
  events: z.preprocess(ticked, webhookInput.shape.events),
})

/** A webhook; its secret is in the answer and nowhere else. */
export const makeWebhook = action({ role: 'admin', input: webhookForm }, async (admin, input) => {
  const { secret } = await createWebhook(admin, input)
  return { secret }
})

/** Sends a message that says nothing; gives why it was not taken, or null. */
export const tryWebhook = action({ role: 'admin', input: webhookId }, async (admin, input) => ({
  failure: await attemptDelivery(admin, await fileTest(admin, input)),
}))

/** Sends to it again. */
export const switchOnWebhook = action(
  { role: 'admin', input: webhookId },
  async (admin, input): Promise<undefined> => {
    await enableWebhook(admin, input)
    revalidatePath('/admin/api')
  },
)

/** Sends nothing more to it. */
export const removeWebhook = action(
  { role: 'admin', input: webhookId },
  async (admin, input): Promise<undefined> => {
    await deleteWebhook(admin, input)
    revalidatePath('/admin/api')
  },
)
