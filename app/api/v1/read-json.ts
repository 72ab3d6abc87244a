import { RequestRefused } from './request-refused.ts'

const usualBytes = 1_000_000

function tooLarge(mostBytes: number): RequestRefused {
  return new RequestRefused({
    status: 413,
    code: 'body_too_large',
    detail: `a body of more than ${mostBytes} bytes is not read`,
  })
}

async function readBytes(request: Request, mostBytes: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? '0') > mostBytes) throw tooLarge(mostBytes)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > mostBytes) throw tooLarge(mostBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The body as JSON in UTF-8, read no further than it may be long. Throws RequestRefused. */
export async function readJson(
  request: Request,
  mostBytes = usualBytes,
  types: readonly string[] = ['application/json'],
): Promise<unknown> {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  if (!types.includes(type.trim().toLowerCase())) {
    const detail = `the body must be ${types.join(' or ')}`
    throw new RequestRefused({ status: 415, code: 'unsupported_media_type', detail })
  }
  const bytes = await readBytes(request, mostBytes)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof TypeError)) throw cause
    throw new RequestRefused({ status: 400, code: 'malformed_json', detail: 'the body is no JSON in UTF-8' })
  }
}
