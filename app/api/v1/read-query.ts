import { RequestRefused } from './request-refused.ts'

/** The query as an object. A name that stands twice would be read in two ways, so it is refused. */
export function readQuery(url: string): Record<string, string> {
  const { searchParams } = new URL(url)
  const names = [...searchParams.keys()]
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) {
    const errors = [{ field: twice.slice(0, 200), message: 'stands twice' }]
    throw new RequestRefused({ status: 400, code: 'invalid_request', errors })
  }
  return Object.fromEntries(searchParams)
}
