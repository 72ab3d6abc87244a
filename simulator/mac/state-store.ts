import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readJsonFile, writeJsonFile } from '../json-file.ts'
import type { MacState } from './mac-state.ts'

export type StateStore = {
  save: (state: MacState) => void
  /** Where half-finished downloads stay. */
  downloadsDirectory: () => string
  forget: () => void
  close: () => void
}

const stateFile = (directory: string, serialNumber: string) => join(directory, serialNumber, 'state.json')

export const loadMacState = (directory: string, serialNumber: string): MacState | null =>
  readJsonFile<MacState>(stateFile(directory, serialNumber))

/** The serial numbers of the Macs that live in a directory. */
export function listSavedMacs(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => loadMacState(directory, name) !== null)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return []
    throw error
  }
}

/** Keeps one Mac in its own directory. */
export function createStateStore(directory: string, serialNumber: string): StateStore {
  const home = join(directory, serialNumber)
  return {
    save: (state) => writeJsonFile(stateFile(directory, serialNumber), state),
    downloadsDirectory() {
      const downloads = join(home, 'downloads')
      mkdirSync(downloads, { recursive: true })
      return downloads
    },
    forget: () => rmSync(home, { recursive: true, force: true }),
    close: () => undefined,
  }
}

/** A Mac that is gone when its process ends; only downloads touch the disk. */
export function createMemoryStore(): StateStore {
  let downloads: string | null = null
  const close = () => {
    if (downloads) rmSync(downloads, { recursive: true, force: true })
    downloads = null
  }
  return {
    save: () => undefined,
    downloadsDirectory() {
      downloads ??= mkdtempSync(join(tmpdir(), 'simulated-mac-'))
      return downloads
    },
    forget: close,
    close,
  }
}
