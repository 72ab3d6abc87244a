import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type BenchOptions, readOptions } from '#bench/options.ts'

/** A bench that is over soon; what it measures means nothing. */
export function smallOptions(words: string[]): BenchOptions {
  const keyDirectory = mkdtempSync(join(tmpdir(), 'bench-test-'))
  afterAll(() => rmSync(keyDirectory, { recursive: true, force: true }))
  const options = readOptions(['--keys', '2', '--key-directory', keyDirectory, ...words])
  if (!options) throw new Error('only help was asked for')
  return { ...options, roundSeconds: 0.3 }
}
