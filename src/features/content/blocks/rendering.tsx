import { renderToString } from 'preact-render-to-string'
import { addressOf } from './addresses.ts'
import { BlockPage } from './face.tsx'
import { type Drawn, LetterBlock, LETTER_LOOK, type LetterLook, looksOf } from './letter.tsx'
import type { FilledList } from './lists.ts'
import { htmlOf, textOf } from './markdown.ts'
import type { Block, PictureId } from './schema.ts'
import { type Keeper, keeperOf } from './tags.ts'

/** What a text needs besides itself: nothing of it asks a database. */
export type Surroundings = {
  /** The whole address of a page of ours, in the language of the text; in a page, its path there. */
  url(path: string): string
  /** What stands in its lists now, as `fillLists` found it. */
  lists: ReadonlyMap<number, FilledList>
  /** Where its pictures are. */
  pictures: ReadonlyMap<PictureId, { src: string; width: number; height: number }>
  /** Of a letter. */
  look?: LetterLook
}

/** A text as HTML, and as text alone. Liquid tags stand in both as they were written; what others wrote holds none. */
export type Rendered = { html: string; text: string }

/** Blocks as a page of ours or as a letter shows them. */
export function renderBlocks(face: 'page' | 'letter', blocks: readonly Block[], around: Surroundings): Rendered {
  const keeper = keeperOf(JSON.stringify([blocks, [...around.lists]]))
  const Face = face === 'letter' ? LetterBlock : BlockPage
  const drawn = blocks.map((block, at) => drawnOf(face, { block, at }, { keeper, around }))
  const html = blocks.map((block, at) => renderToString(<Face block={block} drawn={drawn[at]!} />)).join('\n')
  const text = blocks.map((block, at) => textOfBlock(block, { keeper, drawn: drawn[at]!, around })).filter(Boolean)
  // A page says what was typed; a letter is read by Liquid first, which writes each value safely.
  return { html: keeper.show(html, face === 'page' ? escaped : undefined), text: keeper.show(text.join('\n\n')) }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

type Place = { block: Block; at: number }
type Means = { keeper: Keeper; around: Surroundings }

function drawnOf(face: 'page' | 'letter', { block, at }: Place, { keeper, around }: Means): Drawn {
  const { url, lists, pictures, look = LETTER_LOOK } = around
  // In a page a tag means nothing, and leads nowhere.
  const reading = face === 'letter' ? { looks: looksOf(look), url, isTag: keeper.isTag } : { looks: {}, url, isTag: () => false }
  return {
    look,
    html: (markdown) => htmlOf(keeper.hide(markdown), reading),
    words: keeper.hide,
    plain: face === 'letter' ? keeper.plain : (text) => text,
    link: (link) => addressOf(keeper.hide(link), reading),
    url,
    picture: block.type === 'picture' ? pictures.get(block.picture) : undefined,
    list: lists.get(at),
  }
}

/** A block as text. */
function textOfBlock(block: Block, { keeper, drawn, around }: Means & { drawn: Drawn }): string {
  const leads = (link: string) => drawn.link(link) ?? ''
  const { words, plain, list } = drawn
  if (block.type === 'text') return textOf(keeper.hide(block.markdown), { looks: {}, url: around.url, isTag: keeper.isTag })
  if (block.type === 'heading') return `${words(block.text)}\n${'-'.repeat(Math.min(60, block.text.length))}`
  if (block.type === 'picture') {
    const said = [block.alt, block.credit].filter(Boolean).map(words).join('. ')
    return [said && `[${said}]`, block.link && leads(block.link)].filter(Boolean).join('\n')
  }
  if (block.type === 'button') return [words(block.label), leads(block.link)].filter(Boolean).join('\n')
  if (block.type === 'quote')
    return [
      ...words(block.text)
        .split('\n')
        .map((line) => `> ${line}`),
      ...(block.by ? [`> — ${words(block.by)}`] : []),
    ].join('\n')
  if (block.type === 'figures') return block.figures.map(([value, label]) => `${words(value)} ${words(label)}`).join('\n')
  const items = (list?.items ?? []).map(({ title, path, when, where }) =>
    [`- ${plain(title)}`, ...[when, where].flatMap((part) => (part ? [`  ${plain(part)}`] : [])), `  ${around.url(path)}`].join(
      '\n',
    ),
  )
  return items.length > 0 ? [list!.title, '', ...items].join('\n') : ''
}
