/** What somebody reads the wizard on. iPads say that they are Macs; use-machine.ts tells them apart. */
export type Machine = 'mac' | 'iphone' | 'ipad' | 'android' | 'windows' | 'other'

const signs: [RegExp, Machine][] = [
  [/iPhone|iPod/, 'iphone'],
  [/iPad/, 'ipad'],
  [/Android/, 'android'],
  [/Windows/, 'windows'],
  [/Macintosh/, 'mac'],
]

/** By the browser's own word, which may be missing: then nothing is held against it. */
export function machineOf(userAgent: string | null): Machine {
  if (!userAgent) return 'mac'
  return signs.find(([sign]) => sign.test(userAgent))?.[1] ?? 'other'
}

/** Where a profile that is downloaded would be taken for one of its own, or be of no use. */
export function isHandheld(machine: Machine): boolean {
  return machine === 'iphone' || machine === 'ipad' || machine === 'android'
}
