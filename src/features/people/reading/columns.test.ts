import { afterEach, expect, test, vi } from 'vitest'
import type { Gazetteer } from '#territories'
import { CALLS, NEWS } from '../core/index.ts'
import { readerFor } from './columns.ts'
import { isChild } from './minors.ts'
import type { Said } from './said.ts'

afterEach(() => void vi.unstubAllEnvs())

/** No town is known: what is tested here says nothing of places. */
const nowhere: Pick<Gazetteer, 'understand'> = {
  understand: ({ country, postal_code = null }) => ({ country, postal_code, place: undefined, department_id: null }),
}
const SAID: Said = {
  origin: 'own-tool',
  basis: 'consent',
  proof: 'Form',
  dates: 'iso',
  country: 'FR',
  wording: 'Je veux vos nouvelles.',
  agreed_on: '2015-06-01',
  says: { news: 'column', calls: 'column' },
}

/** A row with an address, a number, and one more column for each of `more`: what it becomes, and its cell. */
function read(
  more: Record<string, string>,
  { name = 'x.csv', said = {}, rest = [] }: { name?: string; said?: Partial<Said>; rest?: string[] } = {},
) {
  const targets = Object.keys(more)
  const header = ['email', 'mobile', ...targets.map((_, n) => `c${n}`)]
  const mapping = Object.fromEntries(header.map((column, n) => [column, ['email', 'phone', ...targets][n]!]))
  const table = { header, name, mapping, said: { ...SAID, ...said }, purposes: [NEWS, CALLS], today: '2016-04-01' }
  const reading = readerFor(table, nowhere)(['zoe@example.org', '0612345678', ...Object.values(more), ...rest], 1)
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
  expect(wishes({ ...yes, status: 'unsubscribed after a bounce' })).toEqual(['withdrawn', 'given'])
  expect(wishes({ 'yes:news': 'true', 'yes:calls': 'opted out' })).toEqual(['given', 'withdrawn'])
  // By the words of a cell whose column is there for something else.
  expect(wishes({ ...yes, 'phone-bad:mobile': 'ne plus appeler' })).toEqual(['given', 'withdrawn'])
  expect(wishes({ ...yes, kind: 'Individual (do not contact)' })).toEqual(['withdrawn', 'withdrawn'])
  expect(wishes({ 'no:news': '0', 'no:calls': '0' })).toEqual([null, null])
})

test('a yes is what the file says so in its own columns, and of calls never what somebody said of the whole file', () => {
  expect(wishes({ status: 'subscribed', 'yes:calls': 'opted in' })).toEqual(['given', 'given'])
  expect(wishes({ status: 'resubscribed?', 'yes:calls': 'perhaps' })).toEqual([null, null])
  expect(wishes({ 'yes:news': 'true', 'yes:calls': 'true' }, { said: { says: { news: 'none', calls: 'none' } } })).toEqual([
    null,
    null,
  ])
  expect(wishes({ 'no-contact': 'x' })).toEqual(['withdrawn', 'withdrawn'])
})

test.each([
  ['subscribed_members_export_3f2a.csv', 'given'],
  ['subscribed_email_audience_export_1a10653875.csv', 'given'],
  ['unsubscribed_members_export_3f2a.csv', 'withdrawn'],
  ['unsubscribed_email_audience_export_1a10653875.csv', 'withdrawn'],
  ['unsubscribed.csv', 'withdrawn'],
  ['Kopie von unsubscribed_members_export.csv', 'withdrawn'],
  ['nonsubscribed_members_export_3f2a.csv', null],
  ['nonsubscribed_email_audience_export_1a10653875.csv', null],
  ['cleaned_members_export_3f2a.csv', null],
  ['non-subscribed_members_export.csv', null],
  ['subscribed.csv', null],
  // The whole of such a name, and no part of one.
  ['resubscribed_members_export_3f2a.csv', null],
  ['formerly subscribed_members_export_3f2a.csv', null],
  ['members.csv', null],
])('a file that is called %s says %s of letters, and nothing of calls', (name, wish) => {
  expect(wishes({}, { name })).toEqual([wish, null])
})

test('a yes without a date, or without the words, is no consent; a column may have either', () => {
  const yes = { 'yes:news': 'oui' }
  const without = (...names: ('wording' | 'agreed_on')[]) => ({
    said: Object.fromEntries(names.map((name) => [name, undefined])),
  })
  expect(wishes(yes)[0]).toBe('given')
  for (const names of [['wording'], ['agreed_on'], ['wording', 'agreed_on']] as const)
    expect(wishes(yes, without(...names))[0]).toBe('unproved')
  expect(wishes({ ...yes, consented_at: '2016-03-01' }, without('agreed_on'))[0]).toBe('given')
  expect(wishes({ ...yes, consented_at: 'in spring' }, without('agreed_on'))[0]).toBe('unproved')
  // Tomorrow proves nothing.
  expect(wishes({ ...yes, consented_at: '2016-04-02' })[0]).toBe('unproved')
  expect(wishes({ ...yes, consent_wording: 'I want news.' }, without('wording'))[0]).toBe('given')
  expect(wishes({ 'yes:news': 'non' }, without('wording', 'agreed_on'))[0]).toBe('withdrawn')
  expect(read({ ...yes, consent_wording: 'I want news.', consented_at: '2016-03-01' })).toMatchObject({
    consent_wording: 'I want news.',
    consented_at: new Date('2016-03-01T00:00:00Z'),
  })
})

test.each(['America/New_York', 'Pacific/Kiritimati', 'Pacific/Marquesas'])(
  'the moment of a consent is read as universal time on a machine whose clocks are those of %s',
  (zone) => {
    vi.stubEnv('TZ', zone)
    expect(new Date(0).getHours()).not.toBe(0)
    for (const [cell, moment] of [
      ['2016-03-01 23:30:15', '2016-03-01T23:30:15Z'],
      ['2016-03-01T00:30', '2016-03-01T00:30:00Z'],
      ['2016-03-01', '2016-03-01T00:00:00Z'],
    ] as const)
      expect(read({ consented_at: cell }).consented_at).toEqual(new Date(moment))
  },
)

test.each([
  ['oui', 'given'],
  ['subscribed', 'given'],
  ['non', 'withdrawn'],
  ['désinscrit', 'withdrawn'],
  ['0', 'withdrawn'],
  ['', null],
  ['peut-être', null],
  ['en attente', null],
  ['x', null],
])('a column «Newsletter» that says %j is %s', (cell, wish) => {
  expect(wishes({ 'yes:news': cell })[0]).toBe(wish)
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

test.each([
  ['x', 'given'],
  ['X ', 'given'],
  ['☒', 'given'],
  ['oui', 'given'],
  ['non', 'withdrawn'],
  ['', null],
  ['xx', null],
])('where somebody said that a cross means yes, %j is %s', (cell, wish) => {
  expect(wishes({ 'yes-cross:news': cell })).toEqual([wish, null])
})

test('a row with more cells than columns does not come in, whatever it was cut into; what it refuses is kept', () => {
  const surplus = (more: Record<string, string>, ...rest: string[]) => read(more, { rest }).barred
  expect(surplus({ note: '12' }, 'rue du Port')).toEqual({ why: 'reading.row.surplus', binds: 'mailbox' })
  expect(surplus({ note: '12' }, '', ' ', '')).toBeUndefined()
  expect(read({ 'yes:news': 'non' }, { rest: ['x'] })).toMatchObject({ barred: {}, wishes: { news: 'withdrawn' } })
  // Nothing of it can be read: that it was cut is what one has to know.
  const table = { header: ['email'], name: 'x.csv', mapping: { email: 'email' }, said: SAID, purposes: [], today: '2016-04-01' }
  expect(readerFor(table, nowhere)(['Zoé', 'zoe@example.org'], 1)).toEqual({ refused: 'reading.row.surplus' })
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
  // The same address in a second column, which is the one that is marked.
  expect(quality({ email: 'ZOE@example.org', 'email-bad:c0': 'true' })).toEqual(['bad', 'unknown'])
  expect(quality({ email: 'zoe@example.org', 'email-bad:email': 'true' })).toEqual(['bad', 'unknown'])
  expect(quality({ phone: '06 12 34 56 78', 'phone-bad:c0': 'true' })).toEqual(['unknown', 'bad'])
})

test.each([
  ['0', [null, 'unknown']],
  ['', [null, 'unknown']],
  ['No', [null, 'unknown']],
  ['Non', [null, 'unknown']],
  ['Nein', [null, 'unknown']],
  ['1', [null, 'bad']],
  ['On Hold Bounce', [null, 'bad']],
  ['Invalidée (rebond)', [null, 'bad']],
  ['Invalide pour rebonds', [null, 'bad']],
  ['Rebote bloqueado', [null, 'bad']],
  ['Inaktiv wegen Unerreichbarkeit', [null, 'bad']],
  ['2', ['withdrawn', 'bad']],
  ['On Hold Opt Out', ['withdrawn', 'bad']],
  ['Invalidée (opposition mailings - opt out)', ['withdrawn', 'bad']],
  ['Invalide pour exclusion mailings', ['withdrawn', 'bad']],
  ['Opciones de salida en espera', ['withdrawn', 'bad']],
  ['En espera por exclusión', ['withdrawn', 'bad']],
  ['En Espera- Opciones de Salida', ['withdrawn', 'bad']],
  ['Inaktiv wegen Abmeldung', ['withdrawn', 'bad']],
])('an address that CiviCRM holds back as %j', (cell, expected) => {
  const { wishes: said, emails } = read({ 'email-bad:email': cell })
  expect([said.news, emails[0]!.quality]).toEqual(expected)
  expect(said.calls).toBe(null)
})

test.each([
  ['deceased', '1', 'reading.row.deceased', 'nobody'],
  ['deceased', '2015-02-03', 'reading.row.deceased', 'nobody'],
  ['deceased', 'Y', 'reading.row.deceased', 'nobody'],
  ['binned', '1', 'reading.row.binned', 'mailbox'],
  ['kind', 'Organization', 'reading.row.organisation', 'mailbox'],
  ['kind', 'Organización', 'reading.row.organisation', 'mailbox'],
  ['kind', 'Household', 'reading.row.organisation', 'mailbox'],
  ['kind', 'Foyer', 'reading.row.organisation', 'mailbox'],
  ['kind', 'Ménage', 'reading.row.organisation', 'mailbox'],
  ['kind', 'Haushalt', 'reading.row.organisation', 'mailbox'],
  ['kind', 'Familia', 'reading.row.organisation', 'mailbox'],
  ['kind', '1', 'reading.row.organisation', 'mailbox'],
  ['minor', 'true', 'reading.row.minor', 'mailbox'],
  ['born_on', '2001-04-02', 'reading.row.minor', 'mailbox'],
])('whose %s says %j is not brought in', (...[target, cell, why, binds]) => {
  expect(read({ [target]: cell }).barred).toEqual({ why, binds })
})

test.each([
  ['deceased', '0'],
  ['deceased', 'N'],
  ['binned', '0'],
  ['kind', 'Individual'],
  ['kind', 'Particulier'],
  ['kind', 'Person'],
  ['kind', '0'],
  ['minor', 'false'],
  ['born_on', '2001-04-01'],
])('whose %s says %j is brought in', (target, cell) => expect(read({ [target]: cell }).barred).toBeUndefined())

test('who died is contacted no more, whatever the row says she wanted', () => {
  expect(wishes({ deceased: '1', 'yes:news': 'oui' })).toEqual(['withdrawn', 'withdrawn'])
})

test.each([
  ['FR', '2001-04-02', true],
  ['FR', '2001-04-01', false],
  ['ES', '2002-04-02', true],
  ['ES', '2002-04-01', false],
  ['BE', '2003-04-01', false],
  ['PT', '2003-04-02', true],
  ['IT', '2002-04-01', false],
  ['AT', '2002-04-02', true],
  ['DE', '2000-04-02', true],
  ['DE', '2000-04-01', false],
  ['US', '2000-04-02', true],
  // Of 29 February she is older on 1 March.
  ['FR', '2000-02-29', false],
])('in %s who was born on %s is a child on 1 April 2016: %s', (country, born_on, child) => {
  expect(isChild(born_on, { country, today: '2016-04-01' })).toBe(child)
})

test('a birth that has not come yet is no birth: the row does not come in, and what it refuses is kept', () => {
  for (const born_on of ['2080-05-01', '2016-04-02'])
    expect(read({ born_on, 'yes:news': 'non' })).toMatchObject({
      barred: { why: 'reading.row.born-later', binds: 'mailbox' },
      wishes: { news: 'withdrawn' },
    })
})
