import { expect, test } from 'vitest'
import type { Gazetteer } from '#territories'
import { CALLS, NEWS } from '../core/index.ts'
import { readerFor } from './columns.ts'
import type { Said } from './tables.ts'

/** No town is known: what is tested here says nothing of places. */
const nowhere: Gazetteer = {
  find: () => undefined,
  withPostalCode: () => [],
  inCountry: () => [],
  knowsPostalCodes: () => false,
  named: () => [],
  meant: () => undefined,
  search: () => [],
}
const SAID: Said = {
  origin: 'own-tool',
  basis: 'consent',
  proof: 'Form',
  dates: 'iso',
  country: 'FR',
  says: { news: 'column', calls: 'column' },
}

/** A row with an address, a number, and one more column for each of `more`: what it becomes, and its cell. */
function read(more: Record<string, string>, { name = 'x.csv', said = {} }: { name?: string; said?: Partial<Said> } = {}) {
  const targets = Object.keys(more)
  const header = ['email', 'mobile', ...targets.map((_, n) => `c${n}`)]
  const mapping = Object.fromEntries(header.map((column, n) => [column, ['email', 'phone', ...targets][n]!]))
  const reading = readerFor({ header, name, mapping, said: { ...SAID, ...said }, purposes: [NEWS, CALLS] }, nowhere)(
    ['zoe@example.org', '0612345678', ...Object.values(more)],
    1,
  )
  if ('refused' in reading) throw new Error(reading.refused)
  return reading.row
}

const wishes = (more: Record<string, string>, otherwise: Parameters<typeof read>[1] = {}) => {
  const { news, calls } = read(more, otherwise).wishes
  return [news, calls]
}

test('who is not to be contacted is neither written to nor called, whatever else the row says', () => {
  expect(wishes({ 'no-contact': 'true', 'yes:news': 'true', 'yes:calls': 'true' })).toEqual(['withdrawn', 'withdrawn'])
  expect(wishes({ 'no-contact': 'false', 'yes:news': 'true', 'yes:calls': 'true' })).toEqual(['given', 'given'])
  expect(wishes({ 'no-contact': 'oui' })).toEqual(['withdrawn', 'withdrawn'])
})

test('a no to one of mails and calls is a no to that alone, and stronger than a yes', () => {
  const yes = { 'yes:news': 'true', 'yes:calls': 'true' }
  expect(wishes({ ...yes, 'no:news': '1' })).toEqual(['withdrawn', 'given'])
  expect(wishes({ ...yes, 'no:calls': '1' })).toEqual(['given', 'withdrawn'])
  expect(wishes({ ...yes, status: 'unsubscribed' })).toEqual(['withdrawn', 'given'])
  expect(wishes({ ...yes, status: 'spam complaint' })).toEqual(['withdrawn', 'given'])
  expect(wishes({ 'yes:news': 'true', 'yes:calls': 'opted out' })).toEqual(['given', 'withdrawn'])
  expect(wishes({ 'no:news': '0', 'no:calls': '0' })).toEqual([null, null])
})

test('a yes is what the file says so in its own columns, and of calls never what somebody said of the whole file', () => {
  expect(wishes({ status: 'subscribed', 'yes:calls': 'opted in' })).toEqual(['given', 'given'])
  expect(wishes({ status: 'resubscribed?', 'yes:calls': 'perhaps' })).toEqual([null, null])
  expect(wishes({ 'yes:news': 'true', 'yes:calls': 'true' }, { said: { says: { news: 'none', calls: 'none' } } })).toEqual([
    null,
    null,
  ])
  expect(wishes({ 'yes:calls': 'true' }, { said: { says: { news: 'all' } } })).toEqual(['given', null])
  expect(wishes({ 'no-contact': 'x' }, { said: { says: { news: 'all' } } })).toEqual(['withdrawn', 'withdrawn'])
  // A zip of Mailchimp says it by the names of its files.
  expect(wishes({}, { name: 'unsubscribed_members.csv', said: { says: { news: 'all' } } })).toEqual(['withdrawn', null])
})

test.each([
  ['oui', 'given'],
  ['subscribed', 'given'],
  ['non', 'withdrawn'],
  ['désinscrit', 'withdrawn'],
  ['0', 'withdrawn'],
  ['', null],
  ['peut-être', null],
  ['en attente', null],
])('a column «Newsletter» that says %j is %s, also where somebody said that the whole file agreed', (cell, wish) => {
  for (const news of ['column', 'all'] as const) expect(wishes({ 'yes:news': cell }, { said: { says: { news } } })[0]).toBe(wish)
})

test.each([
  ['1', 'withdrawn'],
  ['2', 'withdrawn'],
  ['x', 'withdrawn'],
  ['Unsubscribed', 'withdrawn'],
  ['since March', 'withdrawn'],
  ['', 'given'],
  ['0', 'given'],
  ['non', 'given'],
  ['false', 'given'],
])('a column that means a no and says %j leaves %s: what is there counts, unless it says that there is none', (cell, wish) => {
  expect(wishes({ 'no:news': cell, 'yes:news': 'oui' })[0]).toBe(wish)
})

test('an address that bounced elsewhere bounces here, and one that was marked is bad', () => {
  const quality = (more: Record<string, string>, name?: string) => {
    const { emails, phones } = read(more, { name })
    return [emails[0]!.quality, phones[0]!.quality]
  }
  expect(quality({})).toEqual(['unknown', 'unknown'])
  expect(quality({ status: 'bouncing' })).toEqual(['bouncing', 'unknown'])
  expect(quality({}, 'cleaned_members.csv')).toEqual(['bouncing', 'unknown'])
  expect(quality({ 'email-bad:email': 'true' })).toEqual(['bad', 'unknown'])
  expect(quality({ 'email-bad:email': 'On Hold Bounce' })).toEqual(['bad', 'unknown'])
  expect(quality({ 'phone-bad:mobile': 'true' })).toEqual(['unknown', 'bad'])
  expect(quality({ 'phone-bad:mobile': 'false' })).toEqual(['unknown', 'unknown'])
})

test('a zero that a spreadsheet took comes back where postal codes have five digits, and nowhere else', () => {
  const code = (country: string) => read({ postal_code: '1000' }, { said: { country } }).postal_code
  expect(['FR', 'ES', 'US', 'BE', 'CH'].map(code)).toEqual(['01000', '01000', '01000', '1000', '1000'])
})
