import type { PlistDict } from '../protocol/plist.ts'

/**
 * What the enrollment's own row learns from DeviceInformation; null is "not said".
 * Source: mdm/commands/information.device.yaml (QueryResponses)
 */
export type DeviceInformationFacts = {
  supervised: boolean | null
  appleSilicon: boolean | null
  awaitingConfiguration: boolean | null
  deviceName: string | null
  model: string | null
  modelName: string | null
  productName: string | null
  osVersion: string | null
  buildVersion: string | null
}

const longestText = 255

/**
 * Takes what is of the right type and leaves the rest: one strange value must not cost the others.
 * Source: mdm/commands/information.device.yaml (QueryResponses)
 */
export function readDeviceInformation(answers: PlistDict): DeviceInformationFacts {
  const flag = (key: string) => (typeof answers[key] === 'boolean' ? answers[key] : null)
  const text = (key: string) => {
    const value = answers[key]
    if (typeof value !== 'string') return null
    return (
      value
        .replace(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, longestText)
        .toWellFormed() || null
    )
  }
  return {
    supervised: flag('IsSupervised'),
    appleSilicon: flag('IsAppleSilicon'),
    awaitingConfiguration: flag('AwaitingConfiguration'),
    deviceName: text('DeviceName'),
    model: text('Model'),
    modelName: text('ModelName'),
    productName: text('ProductName'),
    osVersion: text('OSVersion'),
    buildVersion: text('BuildVersion'),
  }
}
