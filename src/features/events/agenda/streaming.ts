import { createHash } from 'node:crypto'
import type { App } from '#platform/app'
import { entryText, frameOf } from '#platform/calendar/calendars'
import type { Handle } from '#platform/db/handle'
import { eventEntry } from '../attending/index.ts'
import { eventPath, eventTexts } from '../core/index.ts'
import { type AgendaDate, spanOf } from './dates.ts'
import { feedEntries, type FeedEntry, type FeedKey } from './queries/feeds.ts'

/** Texts of entries that a process keeps: about 400 bytes each. */
const KEPT = 20_000
/** Entries that are read and sent together. */
const CHUNK = 200

/** How entries are written: another word here, and who asks again reads all of them anew. */
const WRITTEN = 'in zones'

type Kind = 'ics' | 'atom'
type Write = (app: App, entry: FeedEntry) => string

const WRITERS: Record<Kind, Write> = { ics: icsOf, atom: atomOf }
const kept = new WeakMap<App, Map<string, string>>()

/** The entity tag of a calendar: it changes with what stands in it, and when any of that does (RFC 9110 §8.8.3). */
export function tagOf(keys: FeedKey[], dates: AgendaDate[]): string {
  const hash = createHash('sha256').update(WRITTEN)
  for (const { id, changed_at } of keys) hash.update(`${id}${changed_at.getTime()}`)
  for (const { key, day, title } of dates) hash.update(`${key}${day}${title}`)
  return `"${hash.digest('base64url').slice(0, 22)}"`
}

/** The entries of a calendar, some hundreds at a time; those that were written once and have not changed since are taken from memory. */
export async function* entriesOf(
  app: App,
  handle: Handle,
  { keys, kind }: { keys: FeedKey[]; kind: Kind },
): AsyncGenerator<string> {
  const texts = kept.get(app) ?? new Map<string, string>()
  kept.set(app, texts)
  const keyOf = ({ id, changed_at }: FeedKey) => `${kind} ${id} ${changed_at.getTime()}`
  for (let at = 0; at < keys.length; at += CHUNK) {
    const some = keys.slice(at, at + CHUNK)
    const known = new Map(some.map((key) => [key.id, texts.get(keyOf(key))]))
    const missing = some.filter(({ id }) => known.get(id) === undefined).map(({ id }) => id)
    for (const entry of await feedEntries(handle, missing)) {
      const text = WRITERS[kind](app, entry)
      known.set(entry.id, text)
      keep(texts, keyOf(entry), text)
    }
    yield some.map(({ id }) => known.get(id) ?? '').join('')
  }
}

/** The oldest goes first. */
function keep(texts: Map<string, string>, key: string, text: string): void {
  texts.set(key, text)
  if (texts.size > KEPT) texts.delete(texts.keys().next().value!)
}

function icsOf(app: App, entry: FeedEntry): string {
  const t = eventTexts.in(app.movement.current.locale)
  return entryText(eventEntry(t, { ...entry, where: entry.town }, new URL(eventPath(entry.id), app.config.publicUrl)))
}

/** A calendar around its entries: how it is called, and the zones of all in which they are told. */
export function icsFrame({ movement, config }: App, keys: FeedKey[], dates: AgendaDate[]): [string, string] {
  const spans = [
    ...keys.map(({ time_zone: zone, starts_at: starts, ends_at: ends }) => ({ zone, starts, ends })),
    ...dates.map(spanOf),
  ]
  const { name, timeZone: zone } = movement.current
  return frameOf(spans, { feed: { name, url: `${config.publicUrl}/events` }, zone })
}

const escape = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, '')

/** An entry of an Atom feed (RFC 4287). */
function atomOf({ config }: App, entry: FeedEntry): string {
  const url = config.publicUrl + eventPath(entry.id)
  const said = `${entry.starts_at.toISOString()} – ${entry.town}`
  return `<entry><id>${url}</id><title>${escape(entry.title)}</title><updated>${entry.changed_at.toISOString()}</updated><link href="${url}"/><category term="${entry.type}"/><summary>${escape(said)}</summary></entry>\n`
}

/** An Atom feed around its entries. */
export function atomFrame({ config, movement }: App, keys: FeedKey[]): [string, string] {
  const newest = keys.reduce((latest, { changed_at }) => Math.max(latest, changed_at.getTime()), 0)
  const { name, locale } = movement.current
  const head = `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}"><id>${config.publicUrl}/events.atom</id><title>${escape(name)}</title><updated>${new Date(newest).toISOString()}</updated><author><name>${escape(name)}</name></author><link rel="self" href="${config.publicUrl}/events.atom"/><link href="${config.publicUrl}/events"/>\n`
  return [head, '</feed>\n']
}
