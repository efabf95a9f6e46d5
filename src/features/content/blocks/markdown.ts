import MarkdownIt, { type Token } from 'markdown-it'
import { addressOf } from './addresses.ts'

/** How the elements of a text look; in a page nothing is said here, in a letter each has its style. */
export type Looks = Partial<Record<'p' | 'a' | 'ul' | 'ol' | 'li' | 'h' | 'blockquote' | 'hr', string>>

export type Reading = { looks: Looks; url(path: string): string; isTag(text: string): boolean }

/** Markdown without HTML of its own, without pictures (they are blocks, with words and credit), without code or tables. */
const reader = new MarkdownIt('default', { html: false, breaks: true, linkify: true })
reader.disable(['image', 'table', 'code', 'fence', 'html_block', 'html_inline', 'reference', 'backticks'])
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
// What may be linked is decided below, where the whole address is made.
reader.validateLink = () => true

const LOOK: Record<string, keyof Looks> = { h1: 'h', h2: 'h', h3: 'h', h4: 'h', h5: 'h', h6: 'h' }

/** A text in Markdown as HTML: nothing in it but what this makes. */
export function htmlOf(markdown: string, reading: Reading): string {
  const tokens = reader.parse(markdown, {})
  return reader.renderer.render(
    bare(tokens, reading).map((token) => dressed(token, reading)),
    reader.options,
    {},
  )
}

/** A paragraph that is one tag alone is no paragraph: `{% if %}` on a line of its own leaves no gap. */
function bare(tokens: Token[], { isTag }: Reading): Token[] {
  return tokens.map((token, at) => {
    const inner = token.type === 'paragraph_open' ? tokens[at + 1] : token.type === 'paragraph_close' ? tokens[at - 1] : undefined
    if (inner && isTag(inner.content)) token.hidden = true
    return token
  })
}

function dressed(token: Token, reading: Reading): Token {
  const { looks, url, isTag } = reading
  // The page has its title already, and the letter its own.
  if (/^h[1-6]$/.test(token.tag)) token.tag = `h${Math.min(6, Number(token.tag[1]) + 2)}`
  const look = looks[LOOK[token.tag] ?? (token.tag as keyof Looks)]
  if (look && token.nesting >= 0) token.attrSet('style', look)
  if (token.type === 'link_open') {
    const address = addressOf(decoded(String(token.attrGet('href') ?? '')), { url, isTag })
    token.attrs = token.attrs?.filter(([name]) => name === 'style') ?? []
    if (address) token.attrSet('href', address)
  }
  for (const child of token.children ?? []) dressed(child, reading)
  return token
}

const decoded = (href: string): string => href.replace(/^\s+/, '')

/** The same as text: everything that the HTML says, with addresses beside what leads to them. */
export function textOf(markdown: string, reading: Reading): string {
  const page: Page = { lines: [], lists: [], quoted: 0, mark: '' }
  for (const token of reader.parse(markdown, {})) {
    if (token.type === 'inline') sayInline(page, wordsOf(token.children ?? [], reading))
    else if (token.type === 'hr') page.lines.push('----', '')
    else if (token.type.startsWith('blockquote')) page.quoted += token.nesting
    else turnList(page, token)
  }
  return page.lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** A text as it grows. `lists`: those open, each with the number of its next item, 0 where it counts none; `mark`: what the next line begins with. */
type Page = { lines: string[]; lists: number[]; quoted: number; mark: string }

function turnList(page: Page, token: Token): void {
  const { lists } = page
  if (token.type === 'ordered_list_open') lists.push(Number(token.attrGet('start') ?? 1))
  if (token.type === 'bullet_list_open') lists.push(0)
  if (token.type.endsWith('_list_close') && lists.pop() !== undefined && lists.length === 0) page.lines.push('')
  if (token.type !== 'list_item_open') return
  const number = lists.at(-1)!
  page.mark = number > 0 ? `${number}. ` : '- '
  if (number > 0) lists[lists.length - 1] = number + 1
}

function sayInline(page: Page, said: string): void {
  const { lists, quoted, mark } = page
  const before = '> '.repeat(quoted) + '  '.repeat(Math.max(0, lists.length - 1))
  const beside = lists.length > 0 ? ' '.repeat(mark.length || 2) : ''
  page.lines.push(...said.split('\n').map((line, n) => before + (n === 0 && mark ? mark : beside) + line))
  if (lists.length === 0) page.lines.push('')
  page.mark = ''
}

function wordsOf(children: Token[], { url, isTag }: Reading): string {
  let said = ''
  const open: { from: number; address: string | undefined }[] = []
  for (const token of children) {
    if (token.type === 'link_open')
      open.push({ from: said.length, address: addressOf(decoded(String(token.attrGet('href') ?? '')), { url, isTag }) })
    if (token.type === 'link_close') {
      const { from, address } = open.pop()!
      if (address && address.replace(/^mailto:/, '') !== said.slice(from)) said += ` (${address})`
    }
    if (token.type === 'softbreak' || token.type === 'hardbreak') said += '\n'
    if (token.type.startsWith('text')) said += token.content
  }
  return said
}
