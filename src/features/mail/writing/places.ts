import type { Block } from '#content'
import type { Source } from './compile.ts'

/** Where something stands in a letter: its field, and of a block its number, counted from 0. */
export type Place = { field: string; block?: number }

/** A text that somebody wrote. `is`: where it leads, how it shows. */
export type Field = { place: Place; text: string; is: 'words' | 'markdown' | 'link' }

/** All that somebody wrote of a letter, in the order in which it is read. */
export function fieldsOf({ subject, preheader, blocks, textOverride }: Source): Field[] {
  return [
    { place: { field: 'subject' }, text: subject, is: 'words' },
    { place: { field: 'preheader' }, text: preheader, is: 'words' },
    ...blocks.flatMap((block, at) => fieldsOfBlock(block).map((one) => ({ ...one, place: { ...one.place, block: at } }))),
    ...(textOverride === undefined ? [] : [{ place: { field: 'text' }, text: textOverride, is: 'words' } as const]),
  ]
}

function fieldsOfBlock(block: Block): Field[] {
  const words = (field: string, text: string): Field => ({ place: { field }, text, is: 'words' })
  const link = (text: string | undefined): Field[] => (text === undefined ? [] : [{ place: { field: 'link' }, text, is: 'link' }])
  if (block.type === 'text') return [{ place: { field: 'markdown' }, text: block.markdown, is: 'markdown' }]
  if (block.type === 'heading') return [words('text', block.text)]
  if (block.type === 'picture') return [words('alt', block.alt), words('credit', block.credit), ...link(block.link)]
  if (block.type === 'button') return [words('label', block.label), ...link(block.link)]
  if (block.type === 'quote') return [words('text', block.text), words('by', block.by)]
  if (block.type === 'figures') return block.figures.flat().map((text) => words('figures', text))
  return []
}
