import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { filterCondition } from '#lib/portal/directory/filter-condition.ts'
import { parseFilter } from '#lib/portal/directory/parse-filter.ts'
import { parsePath } from '#lib/portal/directory/parse-path.ts'
import { ScimError } from '#lib/portal/directory/scim-error.ts'
import { userColumns } from '#lib/portal/directory/user-columns.ts'

const compare = (attribute: string, operator: string, value: unknown) => ({
  ...{ kind: 'compare', attribute, operator, value },
})

describe('a filter', () => {
  it('is read with its precedence: not, then and, then or', () => {
    expect(parseFilter('userName eq "a" or active eq true and not (title pr)')).toEqual({
      kind: 'any',
      parts: [
        compare('username', 'eq', 'a'),
        {
          kind: 'all',
          parts: [
            compare('active', 'eq', true),
            { kind: 'not', part: { kind: 'present', attribute: 'title' } },
          ],
        },
      ],
    })
  })

  it('has operators and attributes in any case, and values as JSON has them', () => {
    const source =
      'urn:ietf:params:scim:schemas:core:2.0:User:USERNAME Eq "\\u0041 \\"b\\" ) or (" AND emails[Type EQ "work"].value sw "x"'
    expect(parseFilter(source)).toEqual({
      kind: 'all',
      parts: [
        compare('username', 'eq', 'A "b" ) or ('),
        { kind: 'all', parts: [compare('emails.type', 'eq', 'work'), compare('emails.value', 'sw', 'x')] },
      ],
    })
  })

  it.each([
    ...['', ' ', 'userName', 'userName eq', 'userName eq "a', 'userName eq a', 'eq "a"', 'userName xx "a"'],
    ...[
      'userName eq "a" and',
      '(userName pr',
      'userName pr)',
      'not userName pr',
      'emails[type pr',
      'a[b[c pr]]',
    ],
    ...[
      'userName eq "\\x"',
      'userName eq "a\\u0000"',
      'userName eq "\\ud800"',
      'a.b.c pr',
      '1 eq 1',
      'userName gt "a"',
    ],
    ...['userName eq 1e999', 'userName eq [] ', '"userName" eq "a"', `userName eq "${'x'.repeat(5000)}"`],
    ...[`${'('.repeat(50)}a pr${')'.repeat(50)}`, Array(200).fill('a pr').join(' or ')],
  ])('is refused in words when it is none: %#', (source) => {
    expect(() => parseFilter(source)).toThrow(expect.objectContaining({ code: 'invalidFilter' }))
  })

  it('is a filter or a refusal whatever it is made of, and soon', () => {
    const pieces = [
      '(',
      ')',
      '[',
      ']',
      ' ',
      '"',
      '\\',
      'and',
      'or',
      'not',
      'eq',
      'pr',
      'userName',
      '.value',
      'true',
      "'",
      ';--',
      '\0',
      '%',
      '$1',
    ]
    const began = performance.now()
    for (let n = 0; n < 5000; n += 1) {
      const source = [...randomBytes(30)].map((byte) => pieces[byte % pieces.length]).join(n % 2 ? ' ' : '')
      for (const read of [parseFilter, parsePath]) {
        try {
          read(source)
        } catch (error) {
          expect(error).toBeInstanceOf(ScimError)
        }
      }
    }
    for (const long of [
      '"'.repeat(4000),
      '\\'.repeat(4000),
      `"${'\\"'.repeat(1990)}`,
      '('.repeat(4000),
      'a '.repeat(2000),
    ])
      expect(() => parseFilter(long)).toThrow(ScimError)
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it('becomes SQL of ours with the values as parameters, for known attributes only', () => {
    for (const value of ["' OR 1=1 --", '%', '_', '\\', '$1', '"; DROP TABLE person']) {
      const condition = filterCondition(parseFilter(`displayName co ${JSON.stringify(value)}`), userColumns)
      expect(condition.values).toEqual([value.toLowerCase()])
      expect(condition.sql).toBe('strpos(lower(p.name), ?) > 0')
    }
    for (const unknown of ['role', 'password', 'constructor', '__proto__', 'tostring', 'isdemo']) {
      const read = () => filterCondition(parseFilter(`${unknown} eq "admin"`), userColumns)
      expect(read, unknown).toThrow(expect.objectContaining({ code: 'invalidFilter' }))
    }
  })
})

describe('a path', () => {
  it('names an attribute, which of its values, and what of them', () => {
    expect(parsePath('active')).toEqual({ attribute: 'active', filter: null, sub: null })
    expect(parsePath('name.givenName')).toEqual({ attribute: 'name', filter: null, sub: 'givenname' })
    const work = compare('type', 'eq', 'work')
    expect(parsePath('emails[type eq "work"].value')).toEqual({
      attribute: 'emails',
      filter: work,
      sub: 'value',
    })
    const extension = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:user'
    expect(parsePath(`${extension}:department`)).toEqual({
      attribute: extension,
      filter: null,
      sub: 'department',
    })
  })

  it.each([
    '',
    'a b',
    'a[',
    'a[]',
    'a[b eq "c"',
    'a[b eq "c"]x',
    'a[b eq "c"].',
    'a[b eq "c"].d e',
    'a.b[c pr]',
    'a.b.c',
    '.a',
  ])('is refused when it is none: %s', (source) =>
    expect(() => parsePath(source)).toThrow(expect.objectContaining({ code: 'invalidPath' })),
  )
})
