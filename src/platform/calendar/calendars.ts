import ICAL from 'ical.js'
import { type Component, inUtc, momentProperty, type Span, zonesOf } from './zones.ts'

/** A meeting of any kind, as calendars have it. */
export type Entry = Span & {
  /** The same for the same meeting, wherever it is told and whatever changes (RFC 5545 §3.8.4.7). */
  uid: string
  /** Grows with each change. */
  version: number
  changed: Date
  title: string
  where: string
  description?: string | null
  /** A page about it. */
  url: string
  cancelled: boolean
  /** What kind of meeting it is, in words. */
  kind?: string
  /** Where one joins from afar (RFC 7986 §5.11). */
  online?: string | null
  /** Of somebody who is expected there: it takes her time, and is not for others who see her calendar. */
  own: boolean
}

/** What stands around entries. */
export type Frame = {
  /** For who subscribes to it, and asks again each hour: how it is called, and a page about it. */
  feed?: { name: string; url: string }
  /** Zone of a calendar that has no entry: it may not be empty (RFC 5545 §3.6). */
  zone: string
}

// The space that begins a line that goes on is one of its 75 octets (RFC 5545 §3.1); the library counts without it.
ICAL.foldLength = 74

/** A calendar with its entries, and with the zones in which they are told. */
export function calendarOf(entries: Entry[], frame: Frame): string {
  const [head, foot] = frameOf(entries, frame)
  return head + entries.map(entryText).join('') + foot
}

/** What stands before and after the entries of a calendar, when these are sent one after the other. */
export function frameOf(spans: Iterable<Span>, { feed, zone }: Frame): [head: string, foot: string] {
  const told = Array.from(spans)
  const zones = zonesOf(told.length > 0 ? told : [{ zone, starts: new Date(0), ends: new Date(0) }])
  const named = feed && [
    ['name', {}, 'unknown', escaped(feed.name)],
    ['x-wr-calname', {}, 'unknown', escaped(feed.name)],
    ['refresh-interval', {}, 'duration', 'PT1H'],
    ['x-published-ttl', {}, 'unknown', 'PT1H'],
    ['url', {}, 'uri', address(feed.url)],
  ]
  const properties = [['version', {}, 'text', '2.0'], ['prodid', {}, 'text', '-//Appui//Appui//EN'], ...(named ?? [])]
  const text = lines(['vcalendar', properties, zones])
  const end = text.lastIndexOf('END:VCALENDAR')
  return [text.slice(0, end), text.slice(end)]
}

/** An entry alone, to stand within a frame. */
export function entryText(entry: Entry): string {
  const { uid, version, changed, title, where, description, url, cancelled, kind, online, own, zone } = entry
  return lines([
    'vevent',
    [
      ['uid', {}, 'text', uid],
      ['sequence', {}, 'integer', version],
      // Without a METHOD, both say when it was last changed (§3.8.7.2).
      ['dtstamp', {}, 'date-time', inUtc(changed)],
      ['last-modified', {}, 'date-time', inUtc(changed)],
      momentProperty('dtstart', entry.starts, zone),
      momentProperty('dtend', entry.ends, zone),
      ['summary', {}, 'text', clean(title)],
      ['location', {}, 'text', clean(where)],
      ['description', {}, 'text', clean([description, online, url].filter(Boolean).join('\n\n'))],
      ['url', {}, 'uri', address(url)],
      ['status', {}, 'text', cancelled ? 'CANCELLED' : 'CONFIRMED'],
      ['transp', {}, 'text', own && !cancelled ? 'OPAQUE' : 'TRANSPARENT'],
      ...(own ? [['class', {}, 'text', 'PRIVATE']] : []),
      ...(kind ? [['categories', {}, 'text', clean(kind)]] : []),
      ...(online ? [['conference', {}, 'uri', address(online)]] : []),
    ],
    [],
  ])
}

/** One end of line is a new line in a text; no other sign that has no shape may stand in one. */
const clean = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[\p{Cc}--\n]/gv, '')
/** An address is written as it is: nothing in it may end its line. */
const address = (url: string) => url.replace(/[\s\p{Cc}]/gu, encodeURIComponent)
/** A text in a property whose type the library does not know. */
const escaped = (text: string) =>
  clean(text)
    .replace(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
const lines = (component: Component) => `${ICAL.stringify(component)}\r\n`
