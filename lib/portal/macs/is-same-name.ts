/** How a name reads, whatever quotation marks, capitals and spaces a keyboard makes of it. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u02bc`]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

/** Whether somebody typed the name that is shown. */
export function isSameName(typed: string, shown: string): boolean {
  return plain(typed) === plain(shown)
}
