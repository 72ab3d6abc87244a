/** The name to greet somebody by: the first word, or what stands after the comma in "De Vries, Sanne". */
export function firstName(name: string): string {
  const given = name.includes(',') ? name.slice(name.indexOf(',') + 1) : name
  return given.trim().split(/\s+/)[0] || name.trim()
}
