import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser } from './find-browser.ts'

/** Finds a Chromium, or installs one, and says which. Null when neither can be done. */
export function ensureBrowser(say: (words: string) => void): string | null {
  const found = findBrowser()
  if (found) {
    say(`Browser: ${found}`)
    return found
  }
  const byApt = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const commands = byApt
    ? ['apt-get update -q', 'apt-get install -y -q --no-install-recommends chromium']
    : [`${process.execPath} node_modules/playwright-core/cli.js install chromium`]
  for (const command of commands) {
    say(`No browser was found, so: ${command}`)
    const [program = '', ...words] = command.split(' ')
    spawnSync(program, words, { stdio: ['ignore', 'inherit', 'inherit'] })
  }
  const installed = findBrowser()
  say(installed ? `Browser: ${installed}` : 'No browser could be installed: name one in CHROMIUM_PATH.')
  return installed
}
