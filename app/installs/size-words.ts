const units = ['kilobyte', 'megabyte', 'gigabyte'] as const

/** A file's size as macOS says it: "1.8 MB"; never less than 1 kB. */
export function sizeWords(bytes: number, locale: string): string {
  const kilobytes = Math.max(1, bytes / 1000)
  const step = Math.min(units.length - 1, Math.floor(Math.log10(kilobytes) / 3))
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step],
    maximumFractionDigits: step > 0 ? 1 : 0,
  })
  return format.format(kilobytes / 1000 ** step)
}
