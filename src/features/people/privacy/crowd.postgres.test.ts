import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { useProgram, visitor } from '../../../../tests/support/program.ts'
import { postForm, signByApi } from '../../../../tests/support/signing.ts'
import { hashOf } from '../addresses/index.ts'
import { type Bringing, bringPeople, readPerson } from '../bringing/index.ts'
import { moveAddress } from '../core/commands/edit.ts'
import { mergePeople } from '../core/commands/merge.ts'
import { erasePerson, leavePath, NEWS, type PersonId, withdrawConsents } from '../core/index.ts'
import { erasing } from '../addresses/index.ts'
import { whyNotNow } from '../gate/queries.ts'
import { withdrawalWording } from '../ledger/index.ts'
import { links } from '../signing/links.ts'
import { gazetteerOf } from '#territories'

/** Two persons who act on one mailbox at the same moment: the database decides, and neither loses anything to the other. */
const program = await useProgram()
const { app, rows, clock } = program
const { read, transact } = app.database

const BOX = 'famille@example.org'
const TRIALS = 8
const later = () => (clock.now = new Date(clock.now.getTime() + 60_000))

/** Signatures that wait, one for each name; each says something else, so that none takes another's place. */
async function waiting(names: string[]): Promise<(() => Promise<number>)[]> {
  for (const [n, given_name] of names.entries()) {
    const postal_code = `${69_001 + (n % 9)}`
    await signByApi(program, {
      email: BOX,
      given_name,
      family_name: 'Roche',
      postal_code,
      consents: { news: true, calls: false },
    })
  }
  const signatures = await rows<{ id: string; signed_at: Date }>('select id, signed_at from signature where email = $1', [BOX])
  return signatures.map((signature) => async () => {
    const url = links.confirm(app, signature)
    return (await program.server.inject({ method: 'POST', url, headers: visitor() })).statusCode
  })
}

const atOnce = <T>(acts: (() => Promise<T>)[]) => Promise.all(acts.toSorted(() => Math.random() - 0.5).map((act) => act()))

async function couple(): Promise<{ marie: PersonId; paul: PersonId }> {
  await rows('delete from person')
  await rows('delete from suppression')
  await rows('delete from supporter_tally')
  for (const act of await waiting(['Marie', 'Paul'])) await act()
  later()
  return { marie: (await who('Marie'))!, paul: (await who('Paul'))! }
}

const who = async (given_name: string) =>
  (await rows<{ id: PersonId }>('select id from person where given_name = $1', [given_name]))[0]?.id
const why = async (person: PersonId | undefined) =>
  person && (await whyNotNow(read, person, { purpose: NEWS, channel: 'email', now: clock.now }))
const common = () => ({ now: clock.now, ...erasing(app) })
const erase = (person: PersonId) => transact((tx) => erasePerson(tx, { person, ...common() }))
const leave = (person: PersonId, mailbox?: string) =>
  transact((tx) =>
    withdrawConsents(tx, { person, ...common(), purposes: [NEWS], wording: withdrawalWording('fr'), locale: 'fr', mailbox }),
  )

function bring(given_name: string) {
  const read = readPerson({ given_name, family_name: 'Roche', email: BOX, locale: 'fr', country: 'FR' }, gazetteerOf(app))
  if ('errors' in read) throw new Error('Not read')
  const origin = { origin: 'import' as const, origin_label: 'x.csv', proof: 'a proof', evidence: 'x', method: 'import' as const }
  const bringing: Bringing = { ...origin, ...common(), purposes: [NEWS] }
  return transact((tx) => bringPeople(tx, [{ ...read.row, wishes: { news: 'given' } }], bringing))
}

/** What is true whatever happened: nobody twice, each with her mailbox, counts and agreements as the ledger says. */
async function whole(): Promise<void> {
  expect(await rows('select given_name, count(*)::int as n from person group by 1 having count(*) > 1')).toEqual([])
  expect(
    await rows(
      "select id from person where not exists (select from contact_point where person_id = person.id and kind = 'email' and value = $1)",
      [BOX],
    ),
  ).toEqual([])
  const [tally] = await rows<{ n: number }>("select coalesce(sum(n), 0)::int as n from supporter_tally where key = 'supporters'")
  expect(await rows('select count(*)::int as n from person where confirmed_on is not null')).toEqual([tally])
  const unlike = await rows(`select person.id from person where agreed is distinct from coalesce((
    select array_agg(purpose || ':' || channel order by purpose, channel) from (select distinct on (purpose, channel) * from consent
      where person_id = person.id and about is null order by purpose, channel, collected_at desc, id desc) last where action = 'given'), '{}')`)
  expect(unlike).toEqual([])
}

test('twenty signatures of two names confirmed at once make two supporters, whoever comes first', async () => {
  for (let trial = 0; trial < TRIALS; trial += 1) {
    await rows('delete from person')
    await rows('delete from supporter_tally')
    const acts = await waiting(Array.from({ length: 18 }, (_, n) => (n % 2 ? 'Marie' : 'Paul')))
    const answers = await atOnce(acts)
    expect(answers).toEqual(acts.map(() => 303))
    expect(await rows('select given_name from person order by 1')).toEqual([{ given_name: 'Marie' }, { given_name: 'Paul' }])
    await whole()
  }
}, 120_000)

test('one leaves while the other signs: she has left, and he is reached', async () => {
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const { marie, paul } = await couple()
    const signs = await waiting(['Paul', 'Paul'])
    await atOnce<unknown>([...signs, () => leave(marie), () => leave(marie)])
    expect([await why(marie), await why(paul)]).toEqual(['withdrawn', null])
    await whole()
  }
}, 120_000)

test('one is erased while the other signs and a file brings both: she is gone, he stays', async () => {
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const { marie, paul } = await couple()
    const signs = await waiting(['Paul', 'Paul'])
    await atOnce<unknown>([
      ...signs,
      () => erase(marie),
      () => erase(marie),
      ...['Marie', 'Paul', 'Marie'].map((name) => () => bring(name)),
    ])
    expect([await who('Marie'), await who('Paul')]).toEqual([undefined, paul])
    expect(await why(paul)).toBe(null)
    await whole()
    // Whatever comes after it finds her no more.
    await atOnce(['Marie', 'Mimi', 'Paul'].map((name) => () => bring(name)))
    expect(await rows('select given_name from person')).toEqual([{ given_name: 'Paul' }])
  }
}, 120_000)

test('the mailbox says stop while one agrees anew: she is bound or has agreed after it, and the other is bound', async () => {
  const seen = new Set<string>()
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const { marie, paul } = await couple()
    const signs = await waiting(['Marie'])
    await atOnce<unknown>([...signs, () => leave(paul, BOX)])
    const [of, other] = [await why(marie), await why(paul)]
    expect(other).toBe('withdrawn')
    expect([null, 'left-alone']).toContain(of)
    seen.add(String(of))
    const mailbox = await rows("select 1 from suppression where person_id = '00000000-0000-0000-0000-000000000000'")
    expect(mailbox).toHaveLength(of === null ? 0 : 1)
    await whole()
  }
  expect(seen.size).toBeGreaterThan(0)
}, 120_000)

test('who moves to another mailbox while her signature at the old one waits for her is not made one who holds neither', async () => {
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const { marie } = await couple()
    const [confirm] = await waiting(['Marie'])
    const to = `marie.${trial}@example.org`
    const moving = transact(async (tx) => {
      const hand = { actor: { account: crypto.randomUUID(), roles: ['herself'] }, now: clock.now }
      await moveAddress(tx, hand, { person: marie, from: BOX, to, hashOf: hashOf(app) })
      // The confirmation comes while this is not committed.
      await setTimeout(60)
    })
    await setTimeout(20)
    await Promise.all([moving, confirm!()])
    // She signed at the old one, which is somebody of her name there from now on.
    const held = await rows(
      'select value from contact_point join person on person.id = person_id where given_name = $1 order by 1',
      ['Marie'],
    )
    expect(held).toEqual([{ value: BOX }, { value: to }].toSorted((a, b) => (a.value < b.value ? -1 : 1)))
  }
}, 120_000)

test('both are erased at once, both leave at once, both are brought at once: nobody waits for the other for ever', async () => {
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const { marie, paul } = await couple()
    await atOnce([() => leave(marie, BOX), () => leave(paul, BOX), () => leave(paul), () => leave(marie)])
    expect([await why(marie), await why(paul)]).toEqual(['withdrawn', 'withdrawn'])
    await atOnce([() => erase(marie), () => erase(paul), () => erase(paul), () => erase(marie)])
    expect(await rows('select 1 from person')).toEqual([])
    await whole()
    expect((await atOnce(['Marie', 'Paul'].map((name) => () => bring(name)))).flat().map(({ fate }) => fate)).toEqual([
      'refused',
      'refused',
    ])
  }
}, 120_000)

test('a file that twenty hands bring at once makes two of two names', async () => {
  for (let trial = 0; trial < TRIALS; trial += 1) {
    await rows('delete from person')
    await rows('delete from suppression')
    await rows('delete from supporter_tally')
    await atOnce(Array.from({ length: 20 }, (_, n) => () => bring(n % 2 ? 'Marie' : 'Paul')))
    expect(await rows('select given_name from person order by 1')).toEqual([{ given_name: 'Marie' }, { given_name: 'Paul' }])
    await whole()
  }
}, 120_000)

test('two records of one become one while she signs and the other leaves', async () => {
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const { marie, paul } = await couple()
    const [twin] = await rows<{ id: PersonId }>(
      `insert into person (id, given_name, family_name, locale, country, created_at, updated_at) values (gen_random_uuid(), 'Twin', 'Roche', 'fr', 'FR', now(), now()) returning id`,
    )
    await rows(
      "insert into contact_point (id, person_id, kind, value, claimed, created_at) values (gen_random_uuid(), $1, 'email', $2, true, now())",
      [twin!.id, BOX],
    )
    const signs = await waiting(['Marie', 'Paul'])
    const merging = { keep: twin!.id, drop: marie, choices: { given_name: 'drop' as const }, tables: app.personalData }
    await atOnce<unknown>([
      ...signs,
      () => transact((tx) => mergePeople(tx, merging, clock.now)),
      () => postForm(program, leavePath(app, paul), { purpose: 'news' }),
    ])
    expect(await rows('select count(*)::int as n from person')).toEqual([{ n: 2 }])
    await whole()
  }
}, 120_000)
