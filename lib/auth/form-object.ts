export type FormObject = Record<string, FormDataEntryValue | FormDataEntryValue[] | undefined>

function isEmpty(value: FormDataEntryValue): boolean {
  return typeof value === 'string' ? value.trim() === '' : value.size === 0 && value.name === ''
}

/** PostgreSQL keeps no NUL in a text, and nobody types one. */
function withoutNul(value: FormDataEntryValue): FormDataEntryValue {
  return typeof value === 'string' ? value.replaceAll('\0', '') : value
}

/** A form as an object: a name that is repeated gives an array, an empty field undefined; Next's own fields left out. */
export function formObject(form: FormData): FormObject {
  const names = new Set([...form.keys()].filter((name) => !name.startsWith('$ACTION')))
  const entries = [...names].map((name): [string, FormObject[string]] => {
    const values = form.getAll(name).map(withoutNul)
    const filled = values.filter((value) => !isEmpty(value))
    return [name, values.length > 1 ? filled : filled[0]]
  })
  return Object.fromEntries(entries)
}
