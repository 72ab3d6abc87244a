/** The words that somebody types to go on with another topic, in either language. */
export const topicChangeWords = { en: 'enrol again', nl: 'opnieuw inschrijven' } as const
