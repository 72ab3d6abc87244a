import { Worker } from 'node:worker_threads'
import { PushCertificateError } from '../service/refusals.ts'

const limits = { maxOldGenerationSizeMb: 128, stackSizeMb: 4 }

/**
 * Opens a PKCS#12 file: old ones (RC2, triple DES) and new ones (AES with PBKDF2) alike.
 *
 * patienceMs  one that takes longer, because it asks for that, is given up
 * throws   PushCertificateError push_password_wrong, push_certificate_unreadable.
 * spec     RFC 7292 sections 4 and 5; RFC 8018 section 6
 */
export async function readPkcs12(
  bytes: Uint8Array,
  password: string,
  patienceMs = 10_000,
): Promise<{ certificates: string[]; keys: string[] }> {
  const answer = await askThread(bytes, password, patienceMs)
  if ('failure' in answer) {
    throw answer.failure === 'password'
      ? new PushCertificateError('push_password_wrong', 'the password is not that of the file')
      : new PushCertificateError('push_certificate_unreadable', 'no PKCS#12 file that we can read')
  }
  return answer
}

type Answer = { certificates: string[]; keys: string[] } | { failure: 'password' | 'unreadable' }

async function askThread(bytes: Uint8Array, password: string, patienceMs: number): Promise<Answer> {
  const worker = new Worker(new URL('pkcs12-thread.ts', import.meta.url), {
    workerData: { bytes, password },
    resourceLimits: limits,
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Answer>((resolve) => {
      const giveUp = () => resolve({ failure: 'unreadable' })
      worker.once('message', resolve).once('error', giveUp).once('exit', giveUp)
      timer = setTimeout(giveUp, patienceMs)
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
