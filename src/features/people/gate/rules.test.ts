import { expect, test } from 'vitest'
import { NEWS } from '../core/index.ts'
import type { Purpose } from '../ledger/index.ts'
import { type Contact, type Known, monthsAfter, type Reason, selects, whyNot } from './rules.ts'

const NOW = new Date('2026-03-30T10:00:00Z')
const RENEWED: Purpose = { ...NEWS, key: 'letters', renewed: 13 }
const CHOSEN: Purpose = { ...NEWS, key: 'chosen', selects: true }
const EACH: Purpose = { ...NEWS, key: 'group-letters', each: true }

const MAY: Known = {
  restricted: false,
  pausedUntil: null,
  said: { action: 'given', at: new Date('2026-01-01T00:00:00Z') },
  selectable: false,
  points: [{ kind: 'email', claimed: false, quality: 'unknown', leftAlone: false }],
}
const news: Contact = { purpose: NEWS, channel: 'email', now: NOW }
const point = (change: Partial<Known['points'][number]>): Known => ({ ...MAY, points: [{ ...MAY.points[0]!, ...change }] })

test.each<[string, Known, Reason | null]>([
  ['agreed, and nothing is against it', MAY, null],
  ['put her record under restriction', { ...MAY, restricted: true }, 'restricted'],
  ['asked for silence until today', { ...MAY, pausedUntil: '2026-03-29' }, 'paused'],
  ['asked for silence until yesterday', { ...MAY, pausedUntil: '2026-03-28' }, null],
  ['said nothing of it', { ...MAY, said: undefined }, 'never-agreed'],
  ['took it back', { ...MAY, said: { action: 'withdrawn', at: NOW } }, 'withdrawn'],
  ['has no address', { ...MAY, points: [] }, 'no-address'],
  ['has a number alone', point({ kind: 'phone' }), 'no-address'],
  ['has only an address that others wrote there', point({ claimed: true }), 'no-address'],
  ['has only one that bounces', point({ quality: 'bouncing' }), 'bad-address'],
  ['has only one that is bad', point({ quality: 'bad' }), 'bad-address'],
  ['has only one on the list', point({ leftAlone: true }), 'left-alone'],
  ['has a good one beside one on the list', { ...MAY, points: [...point({ leftAlone: true }).points, ...MAY.points] }, null],
])('who %s', (_who, known, why) => expect(whyNot(known, news)).toBe(why))

test('the record comes before her words, and her words before her addresses', () => {
  const all: Known = {
    restricted: true,
    pausedUntil: '2026-12-01',
    said: { action: 'withdrawn', at: NOW },
    selectable: false,
    points: [],
  }
  expect(whyNot(all, { ...news, channel: 'voice' })).toBe('no-contact')
  expect(whyNot(all, news)).toBe('restricted')
  expect(whyNot({ ...all, restricted: false }, news)).toBe('paused')
  expect(whyNot({ ...all, restricted: false, pausedUntil: null }, news)).toBe('withdrawn')
  expect(whyNot({ ...MAY, points: [] }, news)).toBe('no-address')
})

test('what is chosen for people by what is known of them reaches those alone who agreed to that too', () => {
  const chosen = { ...MAY, selectable: true }
  expect(whyNot(MAY, { ...news, selecting: true })).toBe('not-for-selection')
  expect(whyNot(MAY, { ...news, purpose: CHOSEN })).toBe('not-for-selection')
  expect(whyNot(chosen, { ...news, selecting: true })).toBe(null)
  expect(whyNot(chosen, { ...news, purpose: CHOSEN })).toBe(null)
  expect(whyNot({ ...chosen, said: undefined }, { ...news, selecting: true })).toBe('never-agreed')
  expect(whyNot({ ...MAY, points: [] }, { ...news, selecting: true })).toBe('not-for-selection')
})

test('what is of each thing, or of another channel, is no contact', () => {
  expect(whyNot(MAY, { ...news, purpose: EACH })).toBe('no-contact')
  expect(whyNot(MAY, { ...news, channel: 'sms' })).toBe('no-contact')
  expect([news, { ...news, selecting: true }, { ...news, selecting: false }, { ...news, purpose: CHOSEN }].map(selects)).toEqual([
    false,
    true,
    false,
    true,
  ])
})

test('a consent that is to be renewed ends with its last month, to the moment', () => {
  const at = (moment: string): Contact => ({ purpose: RENEWED, channel: 'email', now: new Date(moment) })
  const known: Known = { ...MAY, said: { action: 'given', at: new Date('2025-01-31T10:00:00Z') } }
  expect(whyNot(known, at('2026-02-28T09:59:59.999Z'))).toBe(null)
  expect(whyNot(known, at('2026-02-28T10:00:00Z'))).toBe('outdated')
  expect(monthsAfter(new Date('2024-01-31T10:00:00Z'), 1)).toEqual(new Date('2024-02-29T10:00:00Z'))
  expect(monthsAfter(new Date('2025-11-15T10:00:00Z'), 13)).toEqual(new Date('2026-12-15T10:00:00Z'))
})
