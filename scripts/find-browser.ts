import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const insidePlaywright = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
]

function fromPlaywright(): string[] {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? '',
    path.join(homedir(), '.cache', 'ms-playwright'),
    path.join(homedir(), 'Library', 'Caches', 'ms-playwright'),
  ]
  const builds = caches
    .filter((cache) => cache !== '' && existsSync(cache))
    .flatMap((cache) => readdirSync(cache).map((name) => path.join(cache, name)))
    .filter((folder) => path.basename(folder).startsWith('chromium-'))
  return builds.flatMap((folder) => insidePlaywright.map((program) => path.join(folder, program)))
}

/** A Chromium on this machine: CHROMIUM_PATH, the system's, or Playwright's. Null when there is none. */
export function findBrowser(): string | null {
  const wished = process.env.CHROMIUM_PATH ?? ''
  const places = [wished, ...usual, ...fromPlaywright()]
  return places.find((place) => place !== '' && existsSync(place)) ?? null
}
