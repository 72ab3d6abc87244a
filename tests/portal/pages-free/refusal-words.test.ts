import { describe, expect, it } from 'vitest'
import { readFailure } from '#app/admin/profiles/read-failure.ts'
import { readMessages } from '#app/i18n/read-messages.ts'
import { commandRefusalCodes } from '#lib/mdm/protocol/command-refusal.ts'
import { errorReasons } from '#lib/mdm/protocol/explain-error-table.ts'

describe.each(['en', 'nl'] as const)('in %s', (locale) => {
  it('every reason of a Mac has its words and one next step', async () => {
    const messages = await readMessages(locale)
    for (const reason of errorReasons) {
      expect(messages['mac-refusals'], reason).toMatchObject({
        [reason]: { why: expect.stringMatching(/\.$/), next: expect.stringMatching(/\.$/) },
      })
    }
  })

  it('every refusal to queue a command has its sentence', async () => {
    const { errors } = await readMessages(locale)
    for (const code of [...commandRefusalCodes, 'not_enrolled']) {
      expect(errors).toMatchObject({ [code]: expect.stringMatching(/\.$/) })
    }
  })
})

describe('what a Mac refused', () => {
  it('is explained by the first code that is known, and keeps the Mac’s own words', () => {
    const errorChain = [
      { ErrorDomain: 'MCInstallationErrorDomain', ErrorCode: 4001, LocalizedDescription: 'It failed' },
      { ErrorDomain: 'NSPOSIXErrorDomain', ErrorCode: 28, USEnglishDescription: 'No space left' },
    ]
    expect(readFailure({ code: 'command_refused', errorChain }, 'InstallProfile')).toEqual({
      code: 'command_refused',
      payloadTypes: [],
      reason: 'no_space',
      lines: ['It failed (MCInstallationErrorDomain 4001)', 'No space left (NSPOSIXErrorDomain 28)'],
    })
  })

  it('stays in the Mac’s own words where nothing is known', () => {
    const errorChain = [{ ErrorDomain: 'ExampleDomain', ErrorCode: 1, LocalizedDescription: 'No' }]
    expect(readFailure({ code: 'command_refused', errorChain })).toMatchObject({
      reason: null,
      lines: ['No (ExampleDomain 1)'],
    })
  })
})
