import type { App } from '#platform/app'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'
import { areas } from '#territories'
import type { Block } from './schema.ts'

/** One thing of a list. `path`: its page of ours; `when`, `where`: in words, as far as anybody may know. */
type ListItem = { title: string; path: string; when?: string | undefined; where?: string | undefined }

/** What a list is called, and what is in it now: what anybody may see, at most `limit`; a constant number of queries. */
export type ListMaker = {
  name: string
  title(locale: Locale): string
  items(app: App, asked: { within: Scope; limit: number }, locale: Locale): Promise<ListItem[]>
}

/** Lists that rooms above offer to whoever writes: events, groups, recipes. */
export const lists = defineSlot<ListMaker>('content.lists')

/** A territory with what is in it, as `withinTerritory` reads it: a region as its departments too. One query. */
async function scopeOf(handle: Handle, area: string | undefined): Promise<Scope> {
  if (!area) return 'everywhere'
  const parts = (await areas(handle)).filter(({ parent_id }) => parent_id === area)
  return [area, ...parts.map(({ id }) => id)]
}

/** How many things a list has that was asked for no number. */
const LENGTH = 5

/** A list as it is written into a text. */
export type FilledList = { title: string; items: ListItem[] }

/** What stands in each block that is a list, by the block's place; nothing where no room offers such a list any more. */
export async function fillLists(app: App, blocks: readonly Block[], locale: Locale): Promise<Map<number, FilledList>> {
  const makers = app.filled(lists)
  const filled = await Promise.all(
    blocks.map(async (block, at) => {
      const maker = block.type === 'list' ? makers.find(({ name }) => name === block.list) : undefined
      if (block.type !== 'list' || !maker) return []
      const { area, limit = LENGTH } = block.options
      const items = await maker.items(app, { within: await scopeOf(app.database.read, area), limit }, locale)
      return [[at, { title: maker.title(locale), items }] as const]
    }),
  )
  return new Map(filled.flat())
}
