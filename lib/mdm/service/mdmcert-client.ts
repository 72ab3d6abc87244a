import { csrToPem } from '../pki/write-csr.ts'
import { retrieveOpenPushRequest } from '../store/push-certificate-requests.ts'
import type { MdmContext } from './mdm-context.ts'
import { PushCertificateError } from './refusals.ts'

const patienceMs = 20_000
const mostBytes = 64 * 1024

/**
 * Sends the open request to mdmcert.download, which signs it and mails it, encrypted, to the address in it.
 *
 * throws   PushCertificateError push_request_missing, mdmcert_not_set_up, mdmcert_unreachable (it may still have taken
 *          the request), mdmcert_refused (it did not).
 * spec     micromdm, cmd/mdmctl/mdmcert.download.go (source of the service's interface)
 */
export async function sendMdmcertRequest(context: MdmContext): Promise<void> {
  const { mdmcert } = context
  if (!mdmcert?.apiKey) throw new PushCertificateError('mdmcert_not_set_up', 'there is no API key')
  const open = await retrieveOpenPushRequest(context.sql)
  if (!open?.replyCertificatePem || !open.email) {
    throw new PushCertificateError('push_request_missing', 'no request waits to be sent')
  }
  const answer = await post(`${mdmcert.url.replace(/\/+$/, '')}/api/v1/signrequest`, {
    csr: Buffer.from(csrToPem(open.csr)).toString('base64'),
    email: open.email,
    key: mdmcert.apiKey,
    encrypt: Buffer.from(open.replyCertificatePem).toString('base64'),
  })
  if (answer.status === 200 && readResult(answer.text) === 'success') return
  const message = `mdmcert.download answered ${answer.status}: ${readResult(answer.text) ?? 'nothing we know'}`
  context.log({ level: 'warn', message: 'mdmcert.download refused a request', code: message.slice(0, 200) })
  throw new PushCertificateError('mdmcert_refused', message)
}

async function post(url: string, body: object): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Zelf' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    })
    return { status: response.status, text: await readBounded(response) }
  } catch (cause) {
    throw new PushCertificateError('mdmcert_unreachable', 'mdmcert.download did not answer', { cause })
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > mostBytes) throw new Error('an answer that is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What it says became of the request: a word of JSON, kept short. */
function readResult(text: string): string | null {
  return /"(?:result|reason|error)"\s*:\s*"([^"\\]{1,120})"/i.exec(text)?.[1] ?? null
}
