import { SaxesParser } from 'saxes'
import { Refused } from './statement.ts'

/** A piece of a document. `name` without the prefix of its namespace; `line`: where it begins, from 1. */
export type Element = { name: string; line: number; text: string; attributes: Record<string, string>; children: Element[] }

/** Deeper, larger, longer is no statement of a bank. */
const DEEPEST = 40
const LONGEST_TEXT = 100_000
const MOST_IN_ONE = 2_000_000
const PIECE = 1 << 16

type Reading = {
  /** Whether the children of an element are given one by one and forgotten, rather than kept: a file may be larger than the memory. */
  opens(name: string): boolean
  opened(element: Element): void
  piece(parent: string, element: Element): void
  closed(name: string, line: number): void
}

/**
 * Reads an XML document piece by piece. A document that declares a type (DTD) is refused before anything of it is read, so there is no entity
 * to expand and no file to fetch; what is not well-formed, too deep or too long is refused with its line.
 */
export function readXml(text: string, reading: Reading): void {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const stack: (Element & { open: boolean })[] = []
  let within = 0
  const add = (more: string) => {
    const top = stack.at(-1)
    if (!top) return
    top.text += more
    if (top.text.length > LONGEST_TEXT) throw new Refused('large', parser.line)
  }
  parser.on('error', () => {
    throw new Refused('xml', parser.line)
  })
  parser.on('doctype', () => {
    throw new Refused('xml', parser.line)
  })
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('opentag', ({ name, attributes }) => {
    const plain = name.slice(name.indexOf(':') + 1)
    const element = { name: plain, line: parser.line, text: '', attributes, children: [], open: reading.opens(plain) }
    within = stack.at(-1)?.open ? 1 : within + 1
    if (stack.length > DEEPEST || within > MOST_IN_ONE) throw new Refused('large', parser.line)
    stack.push(element)
    if (element.open) reading.opened(element)
  })
  parser.on('closetag', () => {
    const element = stack.pop()!
    const parent = stack.at(-1)
    if (element.open) reading.closed(element.name, parser.line)
    else if (parent?.open) reading.piece(parent.name, element)
    else parent?.children.push(element)
  })
  for (let at = 0; at < text.length; at += PIECE) parser.write(text.slice(at, at + PIECE))
  parser.close()
}

/** The first element down a path of names. */
export function find(element: Element | undefined, ...path: string[]): Element | undefined {
  let at = element
  for (const name of path) at = at?.children.find((child) => child.name === name)
  return at
}

export const all = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter((child) => child.name === name) ?? []

/** Its text without space around; undefined when there is none. */
export const textAt = (element: Element | undefined, ...path: string[]): string | undefined =>
  find(element, ...path)?.text.trim() || undefined
