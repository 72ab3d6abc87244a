import type { Arrival, ArrivingApp } from './get-arrival.ts'

/** What a Mac is required to have and has not yet. */
export function missingApps({ apps }: Arrival): ArrivingApp[] {
  return apps.filter(({ state }) => state !== 'installed')
}
