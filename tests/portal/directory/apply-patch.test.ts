import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { applyPatch, type PatchOperation } from '#lib/portal/directory/apply-patch.ts'
import { groupDocumentAttributes } from '#lib/portal/directory/group-attributes.ts'
import { readPatch } from '#lib/portal/directory/read-patch.ts'
import { ScimError } from '#lib/portal/directory/scim-error.ts'
import { userDocumentAttributes } from '#lib/portal/directory/user-attributes.ts'

const ada = {
  userName: 'ada',
  name: { givenName: 'Ada', familyName: 'Jansen' },
  active: true,
  emails: [{ value: 'a@example.com', type: 'work', primary: true }],
}
const onUser = (...operations: PatchOperation[]) => applyPatch(ada, operations, userDocumentAttributes)
const add = (path: string, value: unknown): PatchOperation => ({ verb: 'add', path, value })

describe('a patch', () => {
  it('changes what it names, keeps the rest, and leaves what it was given as it is', () => {
    const before = structuredClone(ada)
    expect(onUser(add('name', { givenName: 'Eva' })).name).toEqual({ givenName: 'Eva', familyName: 'Jansen' })
    expect(onUser({ verb: 'remove', path: 'name.familyName' }).name).toEqual({ givenName: 'Ada' })
    expect(onUser({ verb: 'replace', value: { USERNAME: 'eva' } })).toEqual({ ...ada, userName: 'eva' })
    expect(onUser({ verb: 'replace', path: 'userName', value: [{ value: 'eva' }] }).userName).toBe('eva')
    expect(ada).toEqual(before)
  })

  it('makes the value that a filter names where there is none, and else says that there is none', () => {
    const after = onUser(add('emails[type eq "home"].value', 'h@example.com'))
    expect(after.emails).toEqual([...ada.emails, { type: 'home', value: 'h@example.com' }])
    const vague = add('emails[type sw "h"].value', 'x')
    expect(() => onUser(vague)).toThrow(expect.objectContaining({ code: 'noTarget' }))
  })

  it.each([
    ['mutability', { verb: 'replace', path: 'id', value: 'x' }],
    ['mutability', { verb: 'add', path: 'groups', value: [] }],
    ['noTarget', { verb: 'remove' }],
    ['invalidSyntax', { verb: 'add', value: 'x' }],
    ['invalidPath', { verb: 'add', path: 'userName[value eq "x"]', value: 'x' }],
    ['invalidValue', { verb: 'replace', path: 'active', value: 'perhaps' }],
    ['invalidValue', { verb: 'replace', path: 'userName', value: { a: 1 } }],
    ['invalidValue', { verb: 'replace', path: 'userName', value: 'a\u0000' }],
    ['invalidValue', { verb: 'replace', path: 'userName', value: '\ud800' }],
    ['invalidValue', { verb: 'replace', path: 'userName', value: 'x'.repeat(1001) }],
    ['invalidValue', { verb: 'add', path: 'emails', value: [[]] }],
  ] as [string, PatchOperation][])('is refused as a whole: %s', (code, operation) => {
    expect(() => onUser(add('title', 'x'), operation)).toThrow(expect.objectContaining({ code }))
  })

  it('passes over what Zelf does not keep, prototypes too', () => {
    const hostile = JSON.parse(
      '{"not a name":1,"__proto__":{"active":false},"constructor":{"prototype":{"x":1}},"nickName":"A","meta":{}}',
    )
    expect(
      onUser({ verb: 'add', value: hostile }, add('nickName', 'x'), add('constructor.prototype', 'x')),
    ).toEqual(ada)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('is a document with the schema’s names or a refusal, whatever is sent', () => {
    const paths = [
      'members',
      'members[value eq "b"]',
      'members.value',
      'displayName',
      'MEMBERS',
      'externalId',
      'x',
      'members[display pr].type',
    ]
    const values = ['b', null, true, 7, {}, [], [{ value: 'c' }], { value: ['d'] }, { members: [] }, [[{}]]]
    const verbs = ['add', 'replace', 'remove'] as const
    for (let n = 0; n < 3000; n += 1) {
      const operations = Array.from({ length: 4 }, (): PatchOperation => {
        const [a = 0, b = 0, c = 0] = randomBytes(3)
        return {
          verb: verbs[a % 3] ?? 'add',
          path: paths[b % paths.length],
          value: values[c % values.length],
        }
      })
      try {
        const after = applyPatch(
          { displayName: 'G', members: [{ value: 'a' }] },
          operations,
          groupDocumentAttributes,
        )
        const known = ['displayName', 'externalId', 'members']
        expect(known).toEqual(expect.arrayContaining(Object.keys(after)))
      } catch (error) {
        expect(error).toBeInstanceOf(ScimError)
      }
    }
  })

  it('of ten thousand members is done at once', () => {
    const members = Array.from({ length: 10_000 }, (_, n) => ({ value: `id-${n}`, type: 'User' }))
    const more = Array.from({ length: 10_000 }, (_, n) => ({ value: `more-${n}` }))
    const began = performance.now()
    const operations: PatchOperation[] = [
      { verb: 'add', path: 'members', value: more },
      ...Array.from(
        { length: 100 },
        (_, n): PatchOperation => ({ verb: 'remove', path: `members[value eq "id-${n}"]` }),
      ),
    ]
    const after = applyPatch({ members }, operations, groupDocumentAttributes)
    expect(after.members).toHaveLength(19_900)
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

describe('the body of a patch', () => {
  it('is read with names in any case', () => {
    const read = readPatch({ operations: [{ Op: 'REPLACE', Path: 'active', Value: 'False' }] })
    expect(read).toEqual([{ verb: 'replace', path: 'active', value: 'False' }])
  })

  it.each([
    {},
    { Operations: [] },
    { Operations: {} },
    { Operations: [1] },
    { Operations: [{ op: 'move' }] },
    { Operations: [{ op: 'add', path: 7 }] },
    { Operations: Array(201).fill({ op: 'add' }) },
  ])('is refused when it is none: %#', (body) =>
    expect(() => readPatch(body)).toThrow(expect.objectContaining({ code: 'invalidSyntax' })),
  )
})
