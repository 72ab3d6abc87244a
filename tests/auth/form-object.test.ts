import { expect, it } from 'vitest'
import { formObject } from '#lib/auth/form-object.ts'

function form(...fields: [string, string | File][]): FormData {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

it('gives one value, several as a list, and none for what is empty', () => {
  const given = form(
    ['name', 'Ada'],
    ['group', 'a'],
    ['group', 'b'],
    ['note', '  '],
    ['file', new File([], '')],
  )
  expect(formObject(given)).toEqual({ name: 'Ada', group: ['a', 'b'], note: undefined, file: undefined })
})

it("leaves out Next's own fields", () => {
  expect(formObject(form(['$ACTION_ID_1', ''], ['$ACTION_REF_1', ''], ['name', 'Ada']))).toEqual({
    name: 'Ada',
  })
})

it('is not tricked by the names that objects have', () => {
  const read = formObject(form(['__proto__', 'x'], ['constructor', 'y']))
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  expect(read.constructor).toBe('y')
})
