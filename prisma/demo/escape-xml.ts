const replacements: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text made safe for XML content and attributes alike. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => replacements[character] ?? '')
}
