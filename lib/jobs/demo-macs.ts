export interface DemoMac {
  ownerEmail: string
  ownership: 'personal' | 'company'
  name: string
  /** The same word is the same Mac: model, serial number and all. */
  hardware: string
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
    hardware: 'sanne-company',
    flags: calm,
  },
  {
    ownerEmail: 'tom.baker@example.com',
    ownership: 'company',
    name: 'Tom’s MacBook Pro',
    hardware: 'tom-company',
    flags: calm,
  },
  {
    ownerEmail: 'tom.baker@example.com',
    ownership: 'personal',
    name: 'Tom’s Mac mini at home',
    hardware: 'tom-personal',
    flags: calm,
  },
]
