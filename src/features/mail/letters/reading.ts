import { isDeepStrictEqual } from 'node:util'
import type { Block } from '#content'
import type { Source } from '../writing/index.ts'

/** A letter as its form sends it: `subject`, `b.0.type`, `b.0.markdown`, flat. */
export type Sent = Record<string, string>

/** Blocks that the form offers, in this order. */
export const OFFERED = ['text', 'heading', 'button', 'quote', 'figures', 'list'] as const
type Offered = (typeof OFFERED)[number]
/** Most blocks of one letter that a form holds. */
const MOST = 60

export const isOffered = (type: string | undefined): type is Offered => OFFERED.some((one) => one === type)

/** A block of that kind with nothing in it. `list`: of which there is one at least. */
export function emptyBlock(type: Offered, list = ''): Block {
  const made: Record<Offered, Block> = {
    text: { type: 'text', markdown: '' },
    heading: { type: 'heading', text: '' },
    button: { type: 'button', label: '', link: '' },
    quote: { type: 'quote', text: '', by: '' },
    figures: { type: 'figures', figures: [] },
    list: { type: 'list', list, options: {} },
  }
  return made[type]
}

/** What the form says, without a look at whether it is right: that is told at its place. */
export function sourceOf(sent: Sent): Source {
  const blocks: Block[] = []
  for (let at = 0; at < MOST && sent[`b.${at}.type`] !== undefined; at++) {
    const block = blockOf(sent, `b.${at}.`)
    if (block) blocks.push(block)
  }
  const text = lines(sent.text)
  return { subject: line(sent.subject), preheader: line(sent.preheader), blocks, ...(text ? { textOverride: text } : {}) }
}

function blockOf(sent: Sent, prefix: string): Block | undefined {
  const of = (name: string) => sent[prefix + name]
  switch (of('type')) {
    case 'text':
      return { type: 'text', markdown: lines(of('markdown')) }
    case 'heading':
      return { type: 'heading', text: line(of('text')) }
    case 'button':
      return { type: 'button', label: line(of('label')), link: line(of('link')) }
    case 'quote':
      return { type: 'quote', text: lines(of('text')), by: line(of('by')) }
    case 'figures':
      return { type: 'figures', figures: figuresOf(of('figures')) }
    case 'list':
      return { type: 'list', list: line(of('list')), options: limitOf(of('limit')) }
    default:
      return undefined
  }
}

const line = (text = '') => text.replace(/\s+/g, ' ').trim().slice(0, 300)
const lines = (text = '') => text.replaceAll('\r\n', '\n').trim().slice(0, 20_000)

/** A line each: `12,000 | signatures`. */
function figuresOf(text = ''): [string, string][] {
  return lines(text)
    .split('\n')
    .filter(Boolean)
    .slice(0, 12)
    .map((one) => {
      const [value = '', ...label] = one.split('|')
      return [line(value).slice(0, 40), line(label.join('|'))]
    })
}

export const figuresText = (figures: [string, string][]): string =>
  figures.map(([value, label]) => `${value} | ${label}`).join('\n')

function limitOf(text = '') {
  const limit = Number(text)
  return Number.isInteger(limit) && limit >= 1 && limit <= 20 ? { limit } : {}
}

/** What the small buttons do: `add:text`, `up:1`, `remove:1`. */
export function edited(source: Source, act: string, list: string): Source {
  const [does, what = ''] = act.split(':')
  const { blocks } = source
  const at = Number(what)
  if (does === 'add' && isOffered(what)) return { ...source, blocks: [...blocks, emptyBlock(what, list)] }
  if (!Number.isInteger(at) || !blocks[at]) return source
  if (does === 'remove') return { ...source, blocks: blocks.toSpliced(at, 1) }
  if (does === 'up' && at > 0) return { ...source, blocks: blocks.toSpliced(at - 1, 2, blocks[at], blocks[at - 1]!) }
  return source
}

export const isSame = (a: Source | undefined, b: Source | undefined) => isDeepStrictEqual(a, b)
