export interface DemoMac {
  ownerEmail: string
  ownership: 'personal' | 'company'
  name: string
  /** The same number is the same Mac, serial number and all: 0 a MacBook Air, 1 a MacBook Pro, 2 a Mac mini. */
  hardware: number
  /** How it behaves, in the words of `npm run mac -- --help`. */
  flags: Record<string, string | number | boolean>
}

const calm = { slow: 900, 'download-rate': 400_000 }

/** The pretend Macs that enrol when a demo starts for the first time. */
export const demoMacs: readonly DemoMac[] = [
  {
    ownerEmail: 'sanne.devries@example.com',
    ownership: 'company',
    name: 'MacBook Air van Sanne',
    hardware: 0,
    flags: calm,
  },
  {
    ownerEmail: 'tom.baker@example.com',
    ownership: 'company',
    name: 'Tom’s MacBook Pro',
    hardware: 1,
    flags: calm,
  },
  {
    ownerEmail: 'tom.baker@example.com',
    ownership: 'personal',
    name: 'Tom’s Mac mini at home',
    hardware: 2,
    flags: calm,
  },
]
