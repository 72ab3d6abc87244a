'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { action } from '#lib/auth/action.ts'
import { createApp } from '#lib/portal/catalog/create-app.ts'
import { publishApp } from '#lib/portal/catalog/publish-app.ts'
import { retireApp } from '#lib/portal/catalog/retire-app.ts'
import {
  appIdInput,
  createAppInput,
  setCurrentPackageInput,
  setIconInput,
  updateAppInput,
} from '#lib/portal/catalog/schema.ts'
import { setCurrentPackage } from '#lib/portal/catalog/set-current-package.ts'
import { setIcon } from '#lib/portal/catalog/set-icon.ts'
import { updateApp } from '#lib/portal/catalog/update-app.ts'
import { removeRequirement } from '#lib/portal/requirements/remove-requirement.ts'
import { removeRequirementInput, setRequirementInput } from '#lib/portal/requirements/schema.ts'
import { setRequirement } from '#lib/portal/requirements/set-requirement.ts'

/** Makes the draft and goes on to its page. */
export const addApp = action(
  { role: 'admin', input: createAppInput },
  async (actor, input): Promise<{ slug: string }> => {
    const { appId } = await createApp(actor, input)
    redirect(`/admin/catalog/${appId}`)
  },
)

export const changeApp = action({ role: 'admin', input: updateAppInput }, updateApp)

export const publish = action({ role: 'admin', input: appIdInput }, async (actor, input) => {
  await publishApp(actor, input)
  refresh()
})

export const retire = action({ role: 'admin', input: appIdInput }, async (actor, input) => {
  await retireApp(actor, input)
  refresh()
})

/** Chooses a version, and leaves the address of an upload that was just looked at. */
export const chooseVersion = action(
  { role: 'admin', input: setCurrentPackageInput },
  async (actor, input) => {
    await setCurrentPackage(actor, input)
    redirect(`/admin/catalog/${input.appId}`)
  },
)

export const changeIcon = action({ role: 'admin', input: setIconInput }, async (actor, input) => {
  await setIcon(actor, { appId: input.appId, icon: new Uint8Array(await input.icon.arrayBuffer()) })
})

export const requireOfGroup = action({ role: 'admin', input: setRequirementInput }, async (actor, input) => {
  await setRequirement(actor, input)
  refresh()
})

export const stopRequiring = action(
  { role: 'admin', input: removeRequirementInput },
  async (actor, input) => {
    await removeRequirement(actor, input)
    refresh()
  },
)
