import type { Behaviours } from '#simulator/mac/behaviours.ts'
import type { SimulatedMac } from '#simulator/mac/simulated-mac.ts'
import { openBrowser } from './browser.ts'
import { enrolSimulatedMac } from './enrol-simulated-mac.ts'
import { startProduct } from './product.ts'
import { type Visitor, visit } from './visitor.ts'

export interface Company {
  /** Who enrolled the Mac, in a browser of their own. */
  owner: Visitor
  mac: SimulatedMac
  /** Another person of the demo, in a browser of their own. */
  visit(name: string, locale?: 'en' | 'nl'): Promise<Visitor>
  /** Call it in afterAll. */
  close(): Promise<void>
}

/** The product with one Mac more than its demo has, which a test may tell how to behave. */
export async function openCompany(
  ownerName: string,
  macName: string,
  behaviours: Partial<Behaviours> = {},
): Promise<Company> {
  const browser = await openBrowser()
  const product = await startProduct()
  const enter = (name: string, locale?: 'en' | 'nl') => visit(browser, { url: product.url, name, locale })
  let mac: SimulatedMac | undefined
  const close = async () => {
    await browser.close()
    await mac?.close()
    await product.stop()
  }
  try {
    const owner = await enter(ownerName)
    mac = await enrolSimulatedMac(owner, macName, behaviours)
    return { owner, mac, visit: enter, close }
  } catch (error) {
    await close()
    throw error
  }
}
