import { type Block, readBlocks, turned } from '#content'
import type { Source } from '../writing/index.ts'

/** A letter as its form sends it: `subject`, `blocks.0.type`, flat. */
export type Sent = Record<string, string>

/** What the form says, after the press that sent it, without a look at whether it is right: that is told at its place. undefined: it is no such form. */
export function sourceOf(sent: Sent): Source | undefined {
  const read = readBlocks(sent)
  if (!read) return undefined
  const blocks: Block[] = read.turn ? turned(read.blocks, read.turn) : read.blocks
  const text = (sent.text ?? '').replaceAll('\r\n', '\n').trim()
  return { subject: line(sent.subject), preheader: line(sent.preheader), blocks, ...(text ? { textOverride: text } : {}) }
}

const line = (text = '') => text.replace(/\s+/g, ' ').trim()
