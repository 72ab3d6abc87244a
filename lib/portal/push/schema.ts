import { z } from 'zod'
import { topicChangeWords } from './topic-change-words.ts'

/** Key files and certificates are a few kilobytes. */
export const maxPushFileBytes = 128 * 1024

const file = z
  .instanceof(Uint8Array)
  .refine((bytes) => bytes.length <= maxPushFileBytes, 'push_file_too_large')

/** Who holds the certificate at Apple: a note for whoever renews it. */
const account = z.string().trim().max(200).nullable()

export const importInput = z.object({
  files: z.array(file).min(1).max(4),
  password: z.string().max(1000).nullable(),
  account,
  /** What was typed; anything but the words is no confirmation. */
  confirmation: z.string().max(200).nullable(),
})

export const vendorInput = importInput.pick({ files: true, password: true })

export const mailRequestInput = z.object({ email: z.email('push_email').max(200) })

export const replyInput = z.object({ file })

export const accountInput = z.object({ account })

/** Whether the typed words are those that were asked for. */
export function isTopicChangeConfirmed(typed: string | null): boolean {
  const words = (typed ?? '').trim().toLowerCase().replace(/\s+/g, ' ')
  return Object.values(topicChangeWords).some((wanted) => wanted === words)
}
