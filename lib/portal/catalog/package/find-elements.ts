import type { XmlElement } from './parse-xml.ts'

/** Every element of that name below the given one, in document order. Depth is bounded by the parser. */
export function* findElements(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of element.children) {
    if (child.name === name) yield child
    yield* findElements(child, name)
  }
}

export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}

export function childText(element: XmlElement | undefined, name: string): string | null {
  const text = childNamed(element, name)?.text.trim()
  return text ? text : null
}

export function attribute(element: XmlElement | undefined, name: string): string | null {
  const value = element?.attributes.get(name)?.trim()
  return value ? value : null
}
