import { isSafeLink } from './addresses.ts'
import { tagsIn } from './tags.ts'

/** What is read of a document, the browser's or another. */
export type Piece = {
  nodeType: number
  nodeName: string
  childNodes: ArrayLike<Piece>
  nodeValue: string | null
  getAttribute?(name: string): string | null
}

const [ELEMENT, TEXT] = [1, 3]

/** What word processors bring along and nobody wrote. */
const DROPPED =
  /^(style|script|meta|link|title|head|xml|o:.*|w:.*|v:.*|m:.*|template|iframe|object|svg|img|input|select|button|noscript)$/
const BLOCKS =
  /^(p|div|section|article|header|footer|main|center|pre|address|dl|dt|dd|table|tbody|thead|tr|figure|figcaption|h[1-6]|blockquote|ul|ol|li|hr)$/

/** How a line is set: in which lists it stands, and whether somebody is quoted. */
type Standing = { lists: readonly { ordered: boolean; n: { value: number } }[]; quoted: boolean; bold: boolean; italic: boolean }

/** A line as it grows, and those that are done. `before`: what a line begins with, once. */
type Page = { lines: { text: string; list: boolean }[]; line: string; before: string; quoted: boolean }

/**
 * What was copied from a word processor, a mail or a page, as Markdown: paragraphs, headings, lists, quotes, bold, italics and links that may be
 * followed. Fonts, colours, pictures, comments and tables' frames stay behind. Liquid tags stay as they are.
 */
export function markdownOf(body: Piece): string {
  const page: Page = { lines: [], line: '', before: '', quoted: false }
  read(body, { lists: [], quoted: false, bold: false, italic: false }, page)
  endLine(page)
  return page.lines
    .map(({ text, list }, at) => (at === 0 ? '' : list && page.lines[at - 1]!.list ? '\n' : '\n\n') + text)
    .join('')
}

function read(piece: Piece, at: Standing, page: Page): void {
  if (piece.nodeType === TEXT) page.line += textIn(piece)
  if (piece.nodeType === ELEMENT) readElement(piece, at, page)
}

const children = (piece: Piece, at: Standing, page: Page): void => {
  for (const child of Array.from(piece.childNodes)) read(child, at, page)
}

function readElement(piece: Piece, at: Standing, page: Page): void {
  const name = piece.nodeName.toLowerCase()
  const style = (piece.getAttribute?.('style') ?? '').toLowerCase().replace(/\s+/g, '')
  if (DROPPED.test(name) || /mso-list:ignore|display:none/.test(style)) return
  if (name === 'br') page.line += '\n'
  else if (name === 'a') readLink(piece, at, page)
  else if (name === 'td' || name === 'th') {
    if (page.line.trim() !== '') page.line += ' · '
    children(piece, at, page)
  } else if (BLOCKS.test(name)) readBlock({ piece, name, style }, at, page)
  else readWords({ piece, name, style }, at, page)
}

type Element = { piece: Piece; name: string; style: string }

function readBlock({ piece, name, style }: Element, at: Standing, page: Page): void {
  endLine(page)
  if (name === 'hr') page.lines.push({ text: '---', list: false })
  const inside = { ...at, quoted: at.quoted || name === 'blockquote' }
  page.quoted = inside.quoted
  if (name === 'ul' || name === 'ol') {
    const n = { value: Number(piece.getAttribute?.('start') ?? 1) || 1 }
    children(piece, { ...inside, lists: [...at.lists, { ordered: name === 'ol', n }] }, page)
  } else {
    begin(page, beginningOf({ piece, name, style }, inside))
    children(piece, /^h\d$/.test(name) ? { ...inside, bold: true } : inside, page)
  }
  endLine(page)
  page.quoted = at.quoted
}

const begin = (page: Page, before: string): void => {
  if (before) page.before = before
}

/** What a block's first line begins with: `## `, `- `, `2. `. Word writes a list as paragraphs, each of which says its level. */
function beginningOf({ piece, name, style }: Element, { lists }: Standing): string {
  const heading = /^h([1-6])$/.exec(name)
  if (heading) return `${'#'.repeat(Math.min(3, Number(heading[1])))} `
  const level = Number(/mso-list:\S*level(\d)/.exec(style)?.[1] ?? 0)
  if (level > 0) return `${'   '.repeat(level - 1)}${isNumbered(piece) ? '1. ' : '- '}`
  const list = lists.at(-1)
  if (name !== 'li' || !list) return ''
  return `${'   '.repeat(lists.length - 1)}${list.ordered ? `${list.n.value++}. ` : '- '}`
}

/** Whether the mark that Word drew before a line is a number or a letter. */
const isNumbered = (piece: Piece): boolean => /^\s*(\d+|[a-z])[.)]/i.test(wholeText(piece))
const wholeText = (piece: Piece): string => piece.nodeValue ?? Array.from(piece.childNodes).map(wholeText).join('')

/** Bold and italics, said by an element or by a style; a style that takes it back counts (Google Docs wraps all in a `b` that is none). */
function readWords({ piece, name, style }: Element, at: Standing, page: Page): void {
  const weight = /font-weight:(\w+)/.exec(style)?.[1]
  const slant = /font-style:(\w+)/.exec(style)?.[1]
  const bold = weight === undefined ? at.bold || name === 'b' || name === 'strong' : weight === 'bold' || Number(weight) >= 600
  const italic = slant === undefined ? at.italic || name === 'i' || name === 'em' : slant === 'italic'
  const marks = (bold && !at.bold ? '**' : '') + (italic && !at.italic ? '*' : '')
  wrap(page, { marks, piece }, { ...at, bold, italic })
}

/** Marks stand close to the words: `**word** `, and none around nothing. */
function wrap(page: Page, { marks, piece }: { marks: string; piece: Piece }, at: Standing): void {
  const before = page.line
  const lines = page.lines.length
  page.line = ''
  children(piece, at, page)
  const [, space, words, rest] = /^(\s*)(.*?)(\s*)$/s.exec(page.line)!
  const closing = [...marks].toReversed().join('')
  const isOne = page.lines.length === lines
  page.line = before + (isOne && marks && words ? `${space}${marks}${words}${closing}${rest}` : page.line)
}

function readLink(piece: Piece, at: Standing, page: Page): void {
  const href = (piece.getAttribute?.('href') ?? '').trim()
  const before = page.line
  page.line = ''
  children(piece, at, page)
  const words = page.line.trim()
  const isLink = words !== '' && !words.includes('\n') && isSafeLink(href)
  page.line =
    before +
    (isLink
      ? `[${page.line.trim()}](${href.replace(/[()\s]/g, (one) => encodeURIComponent(one).replace('(', '%28').replace(')', '%29'))})`
      : page.line)
}

/** What means something to Markdown is said to mean nothing; spaces are one, but those that keep words together stay. */
function textIn({ nodeValue }: Piece): string {
  const text = (nodeValue ?? '').replace(/[ \t\r\n\f]+/g, ' ').replace(/[\u200b\ufeff\u00ad]/g, '')
  const tags = tagsIn(text)
  const words =
    tags.length === 0 ? [text] : text.split(new RegExp(tags.map((tag) => tag.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')))
  return words.map((one, at) => one.replace(/[\\*_[\]`]/g, '\\$&') + (tags[at] ?? '')).join('')
}

/** Ends a line where there is one. What would begin a list or a heading by chance is kept from it. */
function endLine(page: Page): void {
  const text = page.line
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, ' ').replace(/^ +| +$/g, ''))
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
  page.line = ''
  if (/^[\s\u00a0]*$/.test(text)) return
  const safe = text.replace(/^(\s*)([#>+-]|\d+[.)])(?=\s|$)/gm, (_, space: string, mark: string) =>
    /^\d/.test(mark) ? `${space}${mark.slice(0, -1)}\\${mark.at(-1)}` : `${space}\\${mark}`,
  )
  const quote = page.quoted ? '> ' : ''
  page.lines.push({
    text: quote + (page.before + safe).replaceAll('\n', `\n${quote}`),
    list: /^\s*(- |\d+\. )$/.test(page.before),
  })
  page.before = ''
}
