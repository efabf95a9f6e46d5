import { Check } from 'typebox/value'
import { type Block, BlocksSchema, type PictureId } from './schema.ts'

/** Kinds of blocks, in the order in which they are offered. */
export const KINDS = ['text', 'heading', 'button', 'picture', 'quote', 'figures', 'list'] as const
type Kind = (typeof KINDS)[number]

/** A press that changes the order or number of blocks: `add.button`, `up.2`, `down.2`, `remove.2`. */
export type Turn = { does: 'add'; kind: Kind } | { does: 'up' | 'down' | 'remove'; at: number }

type Typed = Readonly<Record<string, string | undefined>>

/** The blocks of a form as it was sent, and the press that sent it where it was one of the blocks’ own; undefined: it is no such form. */
export function readBlocks(typed: Typed): { blocks: Block[]; turn: Turn | undefined } | undefined {
  const places = Object.keys(typed).flatMap((name) => /^blocks\.(\d{1,3})\.type$/.exec(name)?.[1] ?? [])
  const blocks = places
    .map(Number)
    .toSorted((a, b) => a - b)
    .map((at) => blockOf((field) => typed[`blocks.${at}.${field}`] ?? ''))
  return Check(BlocksSchema, blocks) ? { blocks, turn: readTurn(typed.turn) } : undefined
}

function blockOf(typed: (field: string) => string): unknown {
  const line = (field: string) => typed(field).trim()
  const [type, link] = [typed('type'), line('link')]
  if (type === 'text') return { type, markdown: typed('markdown').replaceAll('\r\n', '\n') }
  if (type === 'heading') return { type, text: line('text') }
  if (type === 'picture')
    return { type, picture: line('picture') || NO_PICTURE, alt: line('alt'), credit: line('credit'), ...(link ? { link } : {}) }
  if (type === 'button') return { type, label: line('label'), link }
  if (type === 'quote') return { type, text: line('text'), by: line('by') }
  if (type === 'figures') return { type, figures: figuresOf(typed('figures')) }
  const [area, limit] = [line('area'), Number(line('limit'))]
  return { type, list: line('list'), options: { ...(area ? { area } : {}), ...(limit ? { limit } : {}) } }
}

/** Stands where no picture was chosen yet: no picture has it. */
const NO_PICTURE = '00000000-0000-0000-0000-000000000000' as PictureId

/** One figure a line: `100 000 | supporters`. */
const figuresOf = (text: string): [string, string][] =>
  text.split(/\r?\n/).flatMap((line) => {
    const [value = '', ...label] = line.split('|').map((part) => part.trim())
    return value || label.length > 0 ? [[value, label.join(' | ')] as [string, string]] : []
  })

function readTurn(text: string | undefined): Turn | undefined {
  const [does = '', what = ''] = (text ?? '').split('.')
  const kind = KINDS.find((one) => one === what)
  if (does === 'add' && kind) return { does, kind }
  return (does === 'up' || does === 'down' || does === 'remove') && /^\d{1,3}$/.test(what)
    ? { does, at: Number(what) }
    : undefined
}

/** The blocks after a press. */
export function turned(blocks: readonly Block[], turn: Turn): Block[] {
  if (turn.does === 'add') return [...blocks, emptyBlock(turn.kind)]
  const { does, at } = turn
  const without = blocks.filter((_, other) => other !== at)
  const block = blocks[at]
  if (!block || does === 'remove') return without
  return without.toSpliced(Math.max(0, does === 'up' ? at - 1 : at + 1), 0, block)
}

function emptyBlock(type: Kind): Block {
  if (type === 'text') return { type, markdown: '' }
  if (type === 'heading') return { type, text: '' }
  if (type === 'picture') return { type, picture: NO_PICTURE, alt: '', credit: '' }
  if (type === 'button') return { type, label: '', link: '' }
  if (type === 'quote') return { type, text: '', by: '' }
  return type === 'figures' ? { type, figures: [] } : { type, list: 'events', options: {} }
}

/** What the fields of the blocks hold, by their names. */
export function typedBlocks(blocks: readonly Block[]): Record<string, string> {
  return Object.fromEntries(
    blocks.flatMap((block, at) => Object.entries(fieldsOf(block)).map(([field, value]) => [`blocks.${at}.${field}`, value])),
  )
}

function fieldsOf(block: Block): Record<string, string> {
  if (block.type === 'figures') return { type: block.type, figures: block.figures.map((one) => one.join(' | ')).join('\n') }
  if (block.type !== 'list') return block
  const { area = '', limit } = block.options
  return { type: block.type, list: block.list, area, limit: limit === undefined ? '' : String(limit) }
}
