import { type Static, Type } from 'typebox'
import type { Id } from '#platform/db/id'

export type PictureId = Id<'picture'>

/** Most of a text, of a title or label, and of an address. */
const TEXT = 20_000
const LINE = 300
const ADDRESS = 2_000
/** Most blocks of one text. */
const BLOCKS = 100

const line = (maxLength = LINE) => Type.String({ maxLength })

/** What a list may be asked for: of one territory, and how many of them. */
const ListOptions = Type.Object({
  area: Type.Optional(line(40)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
})

const TextBlock = Type.Object({ type: Type.Literal('text'), markdown: line(TEXT) })
const HeadingBlock = Type.Object({ type: Type.Literal('heading'), text: line() })
const PictureBlock = Type.Object({
  type: Type.Literal('picture'),
  picture: Type.Unsafe<PictureId>(Type.String({ format: 'uuid' })),
  alt: line(500),
  credit: line(),
  link: Type.Optional(line(ADDRESS)),
})
const ButtonBlock = Type.Object({ type: Type.Literal('button'), label: line(), link: line(ADDRESS) })
const QuoteBlock = Type.Object({ type: Type.Literal('quote'), text: line(2_000), by: line() })
const FiguresBlock = Type.Object({
  type: Type.Literal('figures'),
  figures: Type.Array(Type.Tuple([line(40), line()]), { maxItems: 12 }),
})
const ListBlock = Type.Object({ type: Type.Literal('list'), list: line(40), options: ListOptions })

/** One part of a text. What people write may hold Liquid tags, which are kept as they are. */
const BlockSchema = Type.Union([TextBlock, HeadingBlock, PictureBlock, ButtonBlock, QuoteBlock, FiguresBlock, ListBlock])
export const BlocksSchema = Type.Array(BlockSchema, { maxItems: BLOCKS })

export type Block = Static<typeof BlockSchema>
