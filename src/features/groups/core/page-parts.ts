import type { ComponentChild } from 'preact'
import type { App } from '#platform/app'
import type { Link } from '#platform/http/locale'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'
import type { GroupId } from './tables.ts'

type Asked = { group: GroupId; locale: Locale; link: Link }

/** What a room shows of a group on its page, to anybody; lower orders come first. Undefined: there is nothing of it. */
type PagePart = { order: number; draw(app: App, asked: Asked): Promise<ComponentChild | undefined> }

/** Rooms above put here what a group does with them. Each costs the same number of queries, whatever the group. */
export const groupPageParts = defineSlot<PagePart>('groups.page-parts')

/** The parts of a group's page that there are, in order. */
export async function partsOfPage(app: App, asked: Asked): Promise<ComponentChild[]> {
  const parts = app.filled(groupPageParts).toSorted((a, b) => a.order - b.order)
  const drawn = await Promise.all(parts.map((part) => part.draw(app, asked)))
  return drawn.filter((part) => part !== undefined)
}
