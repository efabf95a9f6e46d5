import { Photo } from '#ui/photo'
import { ButtonLink, Stats } from '#ui/parts'
import { Credit, Prose, Quotation, ThingList } from '#ui/prose'
import type { Drawn } from './letter.tsx'
import type { Block } from './schema.ts'

/** A block as a page of ours shows it. */
export function BlockPage({ block, drawn }: { block: Block; drawn: Drawn }) {
  const { words, plain, link, picture, list } = drawn
  if (block.type === 'text') return <Prose html={drawn.html(block.markdown)} />
  if (block.type === 'heading') return <Prose html="" title={words(block.text)} />
  if (block.type === 'picture')
    return picture ? (
      <Credit href={block.link && link(block.link)} text={words(block.credit)}>
        <Photo {...picture} words={words(block.alt)} />
      </Credit>
    ) : null
  if (block.type === 'button') {
    const href = link(block.link)
    return <p>{href ? <ButtonLink href={href}>{words(block.label)}</ButtonLink> : words(block.label)}</p>
  }
  if (block.type === 'quote') return <Quotation text={words(block.text)} by={words(block.by)} />
  if (block.type === 'figures')
    return <Stats stats={block.figures.map(([value, label]) => ({ value: words(value), label: words(label) }))} />
  if (!list || list.items.length === 0) return null
  const things = list.items.map(({ title, path, when, where }) => ({
    title: plain(title),
    href: drawn.url(path),
    facts: [when, where].flatMap((part) => (part ? [plain(part)] : [])),
  }))
  return <ThingList title={list.title} things={things} />
}
