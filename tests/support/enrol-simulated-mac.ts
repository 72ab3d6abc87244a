import type { Behaviours } from '#simulator/mac/behaviours.ts'
import { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { makeEnrolmentLink } from './make-enrolment-link.ts'
import type { Visitor } from './visitor.ts'

/** A Mac of this person's that lives in the test's own process, so that it can be told how to behave. */
export async function enrolSimulatedMac(
  owner: Visitor,
  deviceName: string,
  behaviours: Partial<Behaviours> = {},
  ownership: 'personal' | 'company' = 'company',
): Promise<SimulatedMac> {
  const link = await makeEnrolmentLink(owner, ownership)
  const mac = await SimulatedMac.create({ deviceName, behaviours: { installMs: 100, ...behaviours } })
  await mac.enroll(link)
  mac.start()
  const { page, t } = owner
  await page
    .getByRole('heading', { level: 1, name: t('enroll.arrived.title', { name: deviceName }) })
    .waitFor({ timeout: 30_000 })
  return mac
}
