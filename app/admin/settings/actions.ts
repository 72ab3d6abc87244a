'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { leavingSettings } from '#lib/portal/macs/schema.ts'
import { updateLeavingSettings } from '#lib/portal/macs/update-leaving-settings.ts'
import { graceInput } from '#lib/portal/offboarding/schema.ts'
import { updateGrace } from '#lib/portal/offboarding/update-grace.ts'
import { replaceLogo } from '#lib/portal/settings/replace-logo.ts'
import { organizationSchema, retentionSchema } from '#lib/portal/settings/schema.ts'
import { updateOrganization } from '#lib/portal/settings/update-organization.ts'
import { updateRetention } from '#lib/portal/settings/update-retention.ts'

const organizationForm = organizationSchema.extend({
  accent: organizationSchema.shape.accent.default(null),
})

/** The organisation's name and colour. */
export const saveOrganization = action(
  { role: 'admin', input: organizationForm },
  async (admin, input): Promise<undefined> => {
    await updateOrganization(admin, input)
    revalidatePath('/', 'layout')
  },
)

/** A new logo. */
export const saveLogo = action(
  { role: 'admin', input: z.object({ logo: z.instanceof(File) }) },
  async (admin, { logo }): Promise<undefined> => {
    await replaceLogo(admin, new Uint8Array(await logo.arrayBuffer()))
    revalidatePath('/', 'layout')
  },
)

/** No logo any more. */
export const removeLogo = action(
  { role: 'admin', input: z.object({}) },
  async (admin): Promise<undefined> => {
    await replaceLogo(admin, null)
    revalidatePath('/', 'layout')
  },
)

/** How long answered commands are kept. */
export const saveRetention = action(
  { role: 'admin', input: retentionSchema },
  async (admin, input): Promise<undefined> => {
    await updateRetention(admin, input)
    revalidatePath('/admin/settings')
  },
)

/** For how long the directory's word that somebody left is waited on. */
export const saveGrace = action(
  { role: 'admin', input: graceInput },
  async (admin, input): Promise<undefined> => {
    await updateGrace(admin, input)
    revalidatePath('/admin/settings')
  },
)

/** When a Mac that says nothing counts as gone. */
export const saveLeaving = action(
  { role: 'admin', input: leavingSettings },
  async (admin, input): Promise<undefined> => {
    await updateLeavingSettings(admin, input)
    revalidatePath('/admin/settings')
  },
)
