const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** A file's size as macOS says it: "1.8 MB". */
export function sizeWords(bytes: number, locale: string): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step],
    maximumFractionDigits: step > 1 ? 1 : 0,
  })
  return format.format(bytes / 1000 ** step)
}
