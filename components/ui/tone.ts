/** What a coloured thing says. Never the only carrier: an icon and words say it too. */
export type Tone = 'neutral' | 'accent' | 'info' | 'positive' | 'caution' | 'critical'
