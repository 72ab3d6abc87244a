'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { assignProfile } from '#lib/portal/profiles/assign-profile.ts'
import { deleteProfile } from '#lib/portal/profiles/delete-profile.ts'
import { ProfileError } from '#lib/portal/profiles/profile-error.ts'
import { assignProfileInput, deleteProfileInput, maxProfileBytes } from '#lib/portal/profiles/schema.ts'
import { unassignProfile } from '#lib/portal/profiles/unassign-profile.ts'
import { uploadProfile } from '#lib/portal/profiles/upload-profile.ts'

/** Takes a .mobileconfig and leads to its page. */
export const upload = action(
  { role: 'admin', input: z.object({ file: z.instanceof(File) }) },
  async (actor, { file }) => {
    if (file.size > maxProfileBytes) throw new ProfileError('profile_too_large')
    const { id, replaced } = await uploadProfile(actor, new Uint8Array(await file.arrayBuffer()))
    redirect(`/admin/profiles/${id}?${replaced ? 'replaced' : 'uploaded'}=1`)
  },
)

export const assign = action({ role: 'admin', input: assignProfileInput }, async (actor, input) => {
  await assignProfile(actor, input)
  refresh()
})

export const unassign = action({ role: 'admin', input: assignProfileInput }, async (actor, input) => {
  await unassignProfile(actor, input)
  refresh()
})

export const remove = action({ role: 'admin', input: deleteProfileInput }, async (actor, input) => {
  await deleteProfile(actor, input)
  redirect('/admin/profiles')
})
