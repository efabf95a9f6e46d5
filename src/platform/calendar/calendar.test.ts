import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { sync } from 'node-ical'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { momentIn } from '../i18n/moments.ts'
import { calendarOf, type Entry } from './calendars.ts'

const HOUR = 3_600_000
const entry = (starts: string | Date, zone: string, other: Partial<Entry> = {}): Entry => ({
  uid: `${new Date(starts).getTime()}-${zone}@example.org`,
  version: 1,
  changed: new Date('2026-11-01T08:00:00Z'),
  zone,
  starts: new Date(starts),
  ends: new Date(new Date(starts).getTime() + 2 * HOUR),
  title: 'Réunion',
  where: 'Atuona',
  url: 'https://example.org/events/1',
  cancelled: false,
  own: false,
  ...other,
})
const textOf = (entries: Entry[]) => calendarOf(entries, { zone: 'Europe/Paris' })

/** Moments told by clocks that somewhere moved, stand between the hours, or are a day ahead; and what those show. */
const TOLD: [moment: string, zone: string, shown: string][] = [
  ['2026-11-28T03:30:00Z', 'Pacific/Marquesas', '20261127T180000'],
  ['2026-11-28T04:00:00Z', 'Pacific/Tahiti', '20261127T180000'],
  ['2026-11-28T03:00:00Z', 'Pacific/Gambier', '20261127T180000'],
  ['2026-11-28T12:15:00Z', 'Asia/Kathmandu', '20261128T180000'],
  ['2026-11-28T12:30:00Z', 'Asia/Kolkata', '20261128T180000'],
  ['2026-11-28T14:30:00Z', 'Asia/Tehran', '20261128T180000'],
  ['2026-11-28T05:15:00Z', 'Australia/Eucla', '20261128T140000'],
  ['2026-11-28T04:00:00Z', 'Pacific/Kiritimati', '20261128T180000'],
  ['2026-11-28T05:00:00Z', 'Pacific/Apia', '20261128T180000'],
  ['2026-11-29T06:00:00Z', 'Pacific/Niue', '20261128T190000'],
  // Half an hour forward and back, on the first Sundays of October and April.
  ['2026-10-03T14:59:00Z', 'Australia/Lord_Howe', '20261004T012900'],
  ['2026-10-03T15:30:00Z', 'Australia/Lord_Howe', '20261004T023000'],
  ['2026-07-01T07:30:00Z', 'Australia/Lord_Howe', '20260701T180000'],
  ['2026-07-01T05:15:00Z', 'Pacific/Chatham', '20260701T180000'],
  ['2026-12-01T04:15:00Z', 'Pacific/Chatham', '20261201T180000'],
  ['2026-03-28T18:00:00Z', 'Europe/Paris', '20260328T190000'],
  ['2026-03-29T01:00:00Z', 'Europe/Paris', '20260329T030000'],
  ['2026-10-25T18:00:00Z', 'Europe/Paris', '20261025T190000'],
  ['2026-11-01T23:00:00Z', 'America/New_York', '20261101T180000'],
  ['2026-03-08T12:00:00Z', 'America/Miquelon', '20260308T100000'],
  ['2026-11-01T12:00:00Z', 'America/St_Johns', '20261101T083000'],
  ['2026-09-06T04:00:00Z', 'America/Santiago', '20260906T010000'],
  // Clocks go back there for the month of fasting, by no rule.
  ['2026-02-20T18:00:00Z', 'Africa/Casablanca', '20260220T180000'],
  ['2026-06-20T17:00:00Z', 'Africa/Casablanca', '20260620T180000'],
  ['2026-11-28T22:00:00Z', 'America/Cayenne', '20261128T190000'],
  ['2026-11-28T14:00:00Z', 'Indian/Reunion', '20261128T180000'],
  ['2026-11-28T07:00:00Z', 'Pacific/Noumea', '20261128T180000'],
  ['2026-11-28T06:00:00Z', 'Pacific/Wallis', '20261128T180000'],
  ['2026-11-28T15:00:00Z', 'Indian/Mayotte', '20261128T180000'],
  ['2026-11-28T18:00:00Z', 'UTC', '20261128T180000'],
]

test.each(TOLD)('%s is told by the clocks of %s as %s', (moment, zone, shown) => {
  const text = textOf([entry(moment, zone)])
  expect(text).toContain(`DTSTART;TZID=${zone}:${shown}\r\n`)
  expect(text).toContain(`BEGIN:VTIMEZONE\r\nTZID:${zone}\r\n`)
  expect(momentIn(zone, shown.replace(/^(....)(..)(..).*/, '$1-$2-$3'), shown.replace(/.*T(..)(..).*/, '$1:$2'))).toEqual(
    new Date(moment),
  )
})

/** Of an hour that comes twice the first is meant (RFC 5545 §3.3.5), and readers take the second. */
const TWICE: [moment: string, zone: string][] = [
  ['2026-10-25T00:30:00Z', 'Europe/Paris'],
  ['2026-10-25T01:30:00Z', 'Europe/Paris'],
  ['2026-11-01T05:30:00Z', 'America/New_York'],
  ['2026-11-01T06:30:00Z', 'America/New_York'],
  ['2026-04-04T14:45:00Z', 'Australia/Lord_Howe'],
  ['2026-04-04T15:15:00Z', 'Australia/Lord_Howe'],
]

test.each(TWICE)('%s is told in universal time: clocks of %s show that hour twice', (moment, zone) => {
  expect(textOf([entry(moment, zone)])).toContain(`DTSTART:${moment.replace(/[-:]/g, '')}\r\n`)
})

/** What a reader takes the beginnings and ends for, by its UID. */
type Read = Record<string, [starts: number, ends: number]>

function readByIcalJs(text: string): Read {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return Object.fromEntries(
    calendar.getAllSubcomponents('vevent').map((one) => {
      const { uid, startDate, endDate } = new ICAL.Event(one)
      return [uid, [startDate.toUnixTime() * 1000, endDate.toUnixTime() * 1000]]
    }),
  )
}

function readByNodeIcal(text: string): Read {
  const found = Object.values(sync.parseICS(text)).filter((one) => one?.type === 'VEVENT')
  return Object.fromEntries(found.map((one) => [one.uid, [one.start.getTime(), one.end!.getTime()]]))
}

const spoken = (entries: Entry[]): Read =>
  Object.fromEntries(entries.map(({ uid, starts, ends }) => [uid, [starts.getTime(), ends.getTime()]]))

const all = [...TOLD, ...TWICE].map(([moment, zone]) => entry(moment, zone))

/** Zones whose clocks are moved, each by some rule of its own, or by none. */
const MOVED = [
  'Europe/Paris',
  'Europe/Dublin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Casablanca',
]

/** When clocks there are moved for the nth time from 2025 on, or for the last time that is known, in milliseconds. */
function changeOf(zone: string, n: number): number {
  let at = Temporal.ZonedDateTime.from(`2025-01-01T00:00[${zone}]`)
  for (let times = 0; times <= n; times++) at = at.getTimeZoneTransition('next') ?? at
  return at.epochMilliseconds
}

test('two readers that are not ours come to the moments that were meant, for any zone and any time of the year', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const quarter = fc.integer({ min: Date.UTC(2024, 0) / 900_000, max: Date.UTC(2038, 0) / 900_000 })
  const moved = fc
    .tuple(fc.constantFrom(...MOVED), fc.integer({ min: 0, max: 11 }), fc.integer({ min: -12, max: 12 }))
    .map(([zone, n, by]) => entry(new Date(changeOf(zone, n) + by * 900_000), zone))
  const some = fc.array(
    fc.oneof(
      moved,
      fc.tuple(quarter, fc.constantFrom(...zones)).map(([n, zone]) => entry(new Date(n * 900_000), zone)),
    ),
    { minLength: 1, maxLength: 20 },
  )
  fc.assert(
    fc.property(some, (entries) => {
      const text = textOf(entries)
      expect(readByIcalJs(text)).toEqual(spoken(entries))
      expect(readByNodeIcal(text)).toEqual(spoken(entries))
    }),
    { numRuns: 20 },
  )
})

test.each(['America/New_York', 'Asia/Kathmandu', 'Pacific/Marquesas'])(
  'a calendar is the same, and read the same, on a machine whose clocks are those of %s',
  (TZ) => {
    const script = `
      import { calendarOf } from ${JSON.stringify(new URL('calendars.ts', import.meta.url).href)}
      import { sync } from 'node-ical'
      let asked = ''
      for await (const part of process.stdin) asked += part
      const entries = JSON.parse(asked).map((one) => ({ ...one, starts: new Date(one.starts), ends: new Date(one.ends), changed: new Date(one.changed) }))
      const text = calendarOf(entries, { zone: 'Europe/Paris' })
      const found = Object.values(sync.parseICS(text)).filter((one) => one.type === 'VEVENT')
      const read = Object.fromEntries(found.map((one) => [one.uid, [one.start.getTime(), one.end.getTime()]]))
      console.log(JSON.stringify({ text, read, hour: new Date(0).getHours() }))`
    const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      input: JSON.stringify(all),
      env: { ...process.env, TZ },
      encoding: 'utf8',
    })
    expect(child.status, child.stderr).toBe(0)
    const { text, read, hour } = JSON.parse(child.stdout) as { text: string; read: Read; hour: number }
    expect(hour).toBe({ 'America/New_York': 19, 'Asia/Kathmandu': 5, 'Pacific/Marquesas': 14 }[TZ])
    expect(text).toBe(textOf(all))
    expect(read).toEqual(spoken(all))
  },
)

test('an empty calendar holds a component all the same, and two readers take it', () => {
  const text = textOf([])
  expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/Paris')
  expect(new ICAL.Component(ICAL.parse(text)).getAllSubcomponents()).toHaveLength(1)
  expect(readByNodeIcal(text)).toEqual({})
})

test('what clocks do is told from before the first day of the year to after its last, as RFC 5545 has it', () => {
  const told = (zone: string) =>
    [
      ...textOf([entry('2026-06-01T10:00:00Z', zone)]).matchAll(
        /BEGIN:(\w+)\r\nDTSTART:(\w+)\r\nTZOFFSETFROM:(\S+)\r\nTZOFFSETTO:(\S+)/g,
      ),
    ].map((found) => found.slice(1).join(' '))
  expect(told('Europe/Paris')).toEqual([
    'STANDARD 20251026T030000 +0200 +0100',
    'DAYLIGHT 20260329T020000 +0100 +0200',
    'STANDARD 20261025T030000 +0200 +0100',
  ])
  expect(told('Australia/Lord_Howe')).toEqual([
    'DAYLIGHT 20251005T020000 +1030 +1100',
    'STANDARD 20260405T020000 +1100 +1030',
    'DAYLIGHT 20261004T020000 +1030 +1100',
  ])
  expect(told('Pacific/Marquesas')).toEqual(['STANDARD 19791231T143000 -0930 -0930'])
})

test('what clocks did in the last days of a year is told: Samoa had no 30th of December 2011', () => {
  const entries = [entry('2011-12-31T05:00:00Z', 'Pacific/Apia')]
  const text = textOf(entries)
  expect(text).toContain('DTSTART;TZID=Pacific/Apia:20111231T190000')
  expect(readByIcalJs(text)).toEqual(spoken(entries))
  expect(readByNodeIcal(text)).toEqual(spoken(entries))
})

test('each zone stands once, before all entries', () => {
  const text = textOf([...all, ...all.map((one) => ({ ...one, uid: `${one.uid}-again` }))])
  expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(new Set(TOLD.map(([, zone]) => zone)).size)
  expect(text.lastIndexOf('END:VTIMEZONE')).toBeLessThan(text.indexOf('BEGIN:VEVENT'))
})

const linesOf = (other: Partial<Entry>) => textOf([entry('2026-11-28T18:00:00Z', 'UTC', other)]).split('\r\n')

test('what state an entry is in, whose it is and how one joins are said as the RFCs say it', () => {
  const open = linesOf({ kind: 'Porte-à-porte' })
  for (const line of ['STATUS:CONFIRMED', 'TRANSP:TRANSPARENT', 'CATEGORIES:Porte-à-porte', 'SEQUENCE:1'])
    expect(open).toContain(line)
  for (const line of ['DTSTAMP:20261101T080000Z', 'LAST-MODIFIED:20261101T080000Z']) expect(open).toContain(line)
  expect(open.join('\n')).not.toMatch(/^(METHOD|CLASS|CONFERENCE)/m)
  const own = linesOf({ own: true, online: 'https://meet.example.org/x', version: 3 })
  for (const line of ['TRANSP:OPAQUE', 'CLASS:PRIVATE', 'SEQUENCE:3']) expect(own).toContain(line)
  expect(own).toContain('CONFERENCE;VALUE=URI:https://meet.example.org/x')
  const off = linesOf({ own: true, cancelled: true })
  for (const line of ['STATUS:CANCELLED', 'TRANSP:TRANSPARENT']) expect(off).toContain(line)
  const feed = calendarOf([], { zone: 'UTC', feed: { name: 'A; b, c', url: 'https://example.org/events' } }).split('\r\n')
  for (const line of [
    String.raw`NAME:A\; b\, c`,
    String.raw`X-WR-CALNAME:A\; b\, c`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    'URL:https://example.org/events',
  ])
    expect(feed).toContain(line)
})

test('how one joins from afar, and a page, are said where a calendar shows nothing but words', () => {
  const text = textOf([
    entry('2026-11-28T18:00:00Z', 'UTC', {
      description: 'Venez',
      online: 'https://meet.example.org/x',
      url: 'https://example.org/e',
    }),
  ])
  const [read] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
  expect(read!.description).toBe('Venez\n\nhttps://meet.example.org/x\n\nhttps://example.org/e')
})

test('no address, and no name of a calendar, ends its line', () => {
  const url = 'https://example.org/a b\r\nX-EVIL:1'
  const text = calendarOf([entry('2026-11-28T18:00:00Z', 'UTC', { url, online: url })], {
    zone: 'UTC',
    feed: { name: 'A\\B\r\nC', url },
  }).replaceAll('\r\n ', '')
  expect(text).not.toMatch(/^X-EVIL/m)
  expect(text.match(/^(URL|CONFERENCE;VALUE=URI):.*/gm)).toEqual(
    ['URL', 'URL', 'CONFERENCE;VALUE=URI'].map((name) => `${name}:https://example.org/a%20b%0D%0AX-EVIL:1`),
  )
  expect(text).toContain(String.raw`NAME:A\\B\nC` + '\r\n')
})

test('whatever is written stays within its line, of seventy-five octets at most, and is read back', () => {
  const words = fc.string({
    unit: fc.constantFrom('a', 'é', '李', '🌻', ';', ',', '\\', ':', '"', '\r\n', '\n', '\u0000', 'END:'),
    size: 'max',
    maxLength: 60,
  })
  fc.assert(
    fc.property(words, words, (title, where) => {
      const text = textOf([entry('2026-11-28T18:00:00Z', 'UTC', { title, where, description: title, kind: where })])
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/)
      const read = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')!)
      const meant = (said: string) => said.replace(/\r\n/g, '\n').replaceAll('\0', '')
      expect([read.summary, read.location]).toEqual([meant(title), meant(where)])
    }),
  )
})
