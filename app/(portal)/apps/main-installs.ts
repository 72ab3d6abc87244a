import { isMoving } from '#lib/portal/installs/describe-install.ts'
import type { InstallView } from '#lib/portal/installs/install-view.ts'
import { requestable } from '#lib/portal/installs/states.ts'

function rank({ state }: InstallView): number {
  if (isMoving(state)) return 0
  if (state === 'installed') return 1
  return requestable.some((over) => over === state) ? 3 : 2
}

/** For each app (by id) the install that matters most to its owner: what is going on, then what is there, then what failed. */
export function mainInstalls(installs: InstallView[]): Map<string, InstallView> {
  const ranked = installs.toSorted((a, b) => rank(b) - rank(a))
  return new Map(ranked.map((install) => [install.app.id, install]))
}
