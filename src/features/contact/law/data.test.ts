import { expect, test } from 'vitest'
import { easterOf, isHoliday } from './hours.ts'
import { everyRule, holidaysOf, isStale, LAW, ruleFor, ruleOfHer } from './law.ts'
import { CHANNELS, KINDS, lawFile, REASONS } from './schema.ts'

test('every rule was read by today, and is not past its day to be read again', () => {
  // The tests' own clock stands: this is about the real day.
  const today = new Date(performance.timeOrigin + performance.now()).toISOString().slice(0, 10)
  for (const rule of everyRule()) {
    expect(rule.read <= today && rule.read < rule.review_by, rule.id).toBe(true)
    expect(isStale(rule, today), `${rule.id}: read ${rule.article} again, at ${rule.source}`).toBe(false)
  }
})

test('a rule is stale from its day on', () => {
  expect([isStale({ review_by: '2027-01-31' }, '2027-01-30'), isStale({ review_by: '2027-01-31' }, '2027-01-31')]).toEqual([
    false,
    true,
  ])
})

test('each has its own name, and what is no choice of ours says where it stands', () => {
  const rules = everyRule()
  expect(new Set(rules.map(({ id, version }) => `${id} ${version}`)).size).toBe(rules.length)
  for (const { id, known, article, source, of } of rules) {
    if (known === 'text') expect([article, source], id).not.toContain(null)
    if (of === 'careful') expect([known, source], id).toEqual(['ours', null])
    expect(id.split('.')[0], id).toMatch(of === 'everywhere' ? /^(GDPR|EU|Appui)$/ : new RegExp(`^${of}$`))
  }
})

test('no lawyer has checked a rule yet, and none pretends so', () => {
  expect(everyRule().filter(({ verified_by: by }) => by !== null)).toEqual([])
})

test('of silence and hours a country has one rule at most for what is said by what, and the careful law has one for all', () => {
  const sayings = KINDS.flatMap((kind) => CHANNELS.map((channel) => ({ kind, channel })))
  for (const { country, rules } of LAW)
    for (const about of ['silence', 'hours'] as const)
      for (const { kind, channel } of sayings) {
        const found = rules.filter(
          (rule) => rule.about === about && rule.channels.includes(channel) && (!('kinds' in rule) || rule.kinds.includes(kind)),
        )
        const least = country === 'careful' ? 1 : 0
        expect(found.length, `${country} ${about} ${kind} ${channel}`).toBeGreaterThanOrEqual(least)
        expect(found.length, `${country} ${about} ${kind} ${channel}`).toBeLessThanOrEqual(1)
      }
})

test('France has a rule for everything that may be said by anything', () => {
  for (const kind of KINDS)
    for (const channel of CHANNELS)
      for (const about of ['silence', 'hours'] as const)
        expect(ruleFor(about, { country: 'FR', day: '2027-01-10', kind, channel }).careful).toBe(false)
})

test('a country of which nothing is read, and a day before the law was, get the careful answer', () => {
  const what = { kind: 'propaganda', channel: 'voice' } as const
  expect(ruleFor('hours', { country: 'BR', day: '2027-01-10', ...what })).toMatchObject({
    careful: true,
    id: 'careful.hours.voice',
  })
  expect(ruleFor('hours', { country: 'FR', day: '2019-01-10', ...what })).toMatchObject({ careful: true })
  expect(ruleFor('silence', { country: 'ES', day: '2027-01-10', ...what })).toMatchObject({ careful: false, id: 'ES.silence' })
})

test('silence forbids propaganda everywhere, service nowhere, and help with a vote by the rule of the country', () => {
  const forbids = (country: string) =>
    ruleFor('silence', { country, day: '2027-01-10', kind: 'service', channel: 'email' }).forbids
  for (const country of ['FR', 'ES', 'IT', 'BR']) {
    expect(forbids(country)).toContain('propaganda')
    expect(forbids(country)).not.toContain('service')
  }
  expect(['FR', 'ES', 'IT', 'BR'].map((country) => forbids(country).includes('vote-help'))).toEqual([false, true, true, true])
})

test('every reason of people/gate stands somewhere', () => {
  for (const reason of REASONS) expect(ruleOfHer(reason).reasons).toContain(reason)
  expect(() => ruleOfHer('because')).toThrow('because')
})

test('a file with a word too many, a kind that there is none of, or an hour of no clock is no law', () => {
  const [fr] = LAW
  const hours = fr!.rules.find(({ about }) => about === 'hours')!
  expect(() => lawFile({ ...fr, rules: [{ ...hours, spans: [['25:00', '26:00']] }] })).toThrow('a rule of contact')
  expect(() => lawFile({ ...fr, rules: [{ ...hours, kinds: ['leaflet'] }] })).toThrow('a rule of contact')
  expect(() => lawFile({ ...fr, rules: [{ ...hours, mood: 'good' }] })).toThrow('a rule of contact')
})

/** Kept of npm `date-holidays` 3.37.0: public holidays of 2027, of the country and of areas with days of their own. */
const IN_2027: [string, string[], string][] = [
  ['FR', [], '01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25'],
  ['FR', ['FR-67'], '01-01 03-26 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25 12-26'],
  ['FR', ['FR-971'], '01-01 03-26 03-29 05-01 05-06 05-08 05-17 05-27 07-14 08-15 11-01 11-11 12-25'],
  ['FR', ['FR-972'], '01-01 03-26 03-29 05-01 05-06 05-08 05-17 05-22 07-14 08-15 11-01 11-11 12-25'],
  ['FR', ['FR-973'], '01-01 03-29 05-01 05-06 05-08 05-17 06-10 07-14 08-15 11-01 11-11 12-25'],
  ['FR', ['FR-974'], '01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-20 12-25'],
  ['FR', ['FR-976'], '01-01 03-29 04-27 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25'],
  ['FR', ['FR-977'], '01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 10-09 11-01 11-11 12-25'],
  ['FR', ['FR-986'], '01-01 03-29 04-28 05-01 05-06 05-08 05-17 06-29 07-14 07-29 08-15 11-01 11-11 12-25'],
  ['FR', ['FR-987'], '01-01 03-05 03-26 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 11-20 12-25'],
  ['FR', ['FR-988'], '01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 09-24 11-01 11-11 12-25'],
  ['ES', [], '01-01 01-06 03-26 05-01 08-15 10-12 11-01 12-06 12-08 12-25'],
  ['IT', [], '01-01 01-06 03-28 03-29 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26'],
]

test('holidays are those that a package of calendars has, in the countries and overseas', () => {
  const days = Array.from({ length: 365 }, (_, n) => new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10))
  for (const [country, areas, expected] of IN_2027) {
    const found = days.filter((day) => isHoliday(day, { areas, holidays: holidaysOf(country) }))
    expect(found.map((day) => day.slice(5)).join(' '), `${country} ${areas}`).toBe(expected)
  }
  expect(holidaysOf('BR')).toEqual([])
})

test('Easter falls where the tables of the Church have it', () => {
  expect([1961, 2000, 2008, 2011, 2024, 2027, 2038].map(easterOf)).toEqual([
    '1961-04-02',
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2024-03-31',
    '2027-03-28',
    '2038-04-25',
  ])
})
