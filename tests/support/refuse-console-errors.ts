import { afterEach, beforeEach } from 'vitest'
import { noteConsoleError, takeConsoleErrors } from './console-errors.ts'

console.error = (...words: unknown[]) => noteConsoleError(words)

beforeEach(() => {
  takeConsoleErrors()
})

afterEach(() => {
  const errors = takeConsoleErrors()
  if (errors.length > 0)
    throw new Error(`The test printed an error that it did not expect:\n${errors.join('\n')}`)
})
