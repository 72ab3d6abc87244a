/** How words read, whatever quotation marks, capitals and spaces a keyboard makes of them. */
function plain(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u02bc`]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

/** Whether somebody typed the words that are shown: a name with a curly apostrophe can be typed with a straight one. */
export function isSameWords(typed: string, shown: string): boolean {
  return plain(typed) === plain(shown)
}
