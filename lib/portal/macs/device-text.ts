import { z } from 'zod'

/** Control characters, and those that turn the direction of whatever stands beside them. */
const unseen = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** A Mac's word for people to look at. One of the wrong type, or too long to be meant, counts as missing. */
export const deviceText = z
  .string()
  .max(500)
  .transform((text) => text.replace(unseen, ' ').trim())
  .optional()
  .catch(undefined)
