import { describe, expect, it } from 'vitest'
import { allAccessRights } from '#lib/mdm/protocol/access-rights.ts'
import type { CommandSubject } from '#lib/mdm/protocol/check-availability.ts'
import { checkCommand } from '#lib/mdm/protocol/check-command.ts'
import type { KeyRule } from '#lib/mdm/protocol/command-table/command-rule.ts'
import { requestTypes, ruleOf } from '#lib/mdm/protocol/command-table/command-table.ts'
import { type CommandBody, encodeCommand } from '#lib/mdm/protocol/commands.ts'
import { needAppleSchema } from '#tests/support/apple-schema.ts'
import { sampleCommands } from './sample-commands.ts'

const versions = ['10.12', '11', '12.1', '13', '14', '15', '26', '27'] as const
const subjects: CommandSubject[] = (['device', 'user', 'automated'] as const).flatMap((enrollmentType) =>
  (['device', 'user'] as const).flatMap((channel) =>
    [...versions, null].map((osVersion) => ({
      enrollmentType,
      channel,
      osVersion,
      accessRights: allAccessRights,
      supervised: null,
      appleSilicon: null,
    })),
  ),
)

/** Said by Apple in words, so that its schema knows nothing of it. */
const inWords = new Set(['keys_exclude_each_other'])

describe('the table of commands', () => {
  it('has every command that Apple’s schema has for Macs, and no other', async (context) => {
    const schema = await needAppleSchema(context)
    expect(
      schema
        .commands()
        .map((command) => command.payload.requesttype)
        .sort(),
    ).toEqual(requestTypes)
  })

  it.for(requestTypes)(
    'allows and forbids %s where Apple’s schema does, with each of its keys',
    async (type, context) => {
      const schema = await needAppleSchema(context)
      const command = schema.commands().find(({ payload }) => payload.requesttype === type)
      const bodies = command ? sampleCommands(command) : []
      const disagreements: unknown[] = []
      let allowed = 0
      for (const body of bodies) {
        const document = encodeCommand('9F09D114', body as CommandBody)
        for (const subject of subjects) {
          const refusal = checkCommand(subject, body as CommandBody)
          if (refusal && inWords.has(refusal.code)) continue
          const { enrollmentType, channel, osVersion } = subject
          const findings = schema.validate('command', document, {
            enrollment: enrollmentType === 'automated' ? 'supervised' : enrollmentType,
            channel,
            ...(osVersion !== null && { os: osVersion }),
          })
          if (refusal === null) allowed++
          if ((refusal === null) !== (findings.length === 0)) {
            disagreements.push({ body, subject, refusal, findings })
          }
        }
      }
      expect(disagreements.slice(0, 3)).toEqual([])
      expect(allowed).toBeGreaterThan(0)
    },
  )
})

/** Names of keys whose values are no secret: what stands in a command that the queue keeps readable. */
const openNames = new Set([
  'Data', // the tokens of declarations
  'DeviceAttestationNonce',
  'DeviceDNSName',
  'DeviceRequestUUID',
  'Identifier',
  'ProductKey',
  'ProductVersion',
  'UUID',
  'UserName',
])

/** The keys of a rule that may hold free text, bytes or anything, wherever they stand. */
function freeKeys(keys: Readonly<Record<string, KeyRule>>): string[] {
  return Object.entries(keys).flatMap(([name, rule]) => {
    if (rule.type === 'array') return rule.item ? freeKeys({ [name]: rule.item }) : [name]
    if (rule.type === 'dictionary') return rule.keys ? freeKeys(rule.keys) : [name]
    const isFree = (rule.type === 'string' && !rule.values && !rule.choices) || rule.type === 'data'
    return isFree ? [name] : []
  })
}

const lists = new Set([
  'FilterExtensionPoints',
  'Identifiers',
  'KextPaths',
  'PrimaryIPv6AddressList',
  'SecondaryIPv6AddressList',
])

describe('a command that the queue keeps readable', () => {
  it('has no key that could hold a secret', () => {
    for (const type of requestTypes) {
      const rule = ruleOf(type)
      if (rule?.harmless !== true) continue
      const unknown = freeKeys(rule.keys).filter((name) => !openNames.has(name) && !lists.has(name))
      expect(unknown, type).toEqual([])
    }
  })
})
