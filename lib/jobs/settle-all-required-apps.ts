import { settleSomeRequiredApps } from './settle-some-required-apps.ts'

/** Goes on until every Mac on which something changed has been looked at. */
export async function settleAllRequiredApps(): Promise<void> {
  let more = true
  while (more) more = await settleSomeRequiredApps()
}
