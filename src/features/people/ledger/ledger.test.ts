import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { useProgram } from '../../../../tests/support/program.ts'
import { newId } from '#platform/db/id'
import { agreedBy, recordRows, recordSelected, recordWords, type Said } from './commands/words.ts'
import { binds, bindsPoint, MAILBOX } from './binding.ts'
import { copySuppressions, forgetErasure, leaveAlone, lift, suppress, takeAlong } from './commands/suppressing.ts'
import { keepWithdrawals, takeListApart, takeWordsApart } from './commands/merging.ts'
import { currentConsents, ledger, takenBackByMerge, withdrawnBy, wordsOnList } from './queries.ts'
import { db } from './tables.ts'

const program = await useProgram()
const { app, rows } = program
const { read, transact } = app.database

const NEWS = { key: 'news', channels: ['email'] as const }
const CALLS = { key: 'calls', channels: ['sms', 'voice'] as const }
const SHOWN = { key: 'group-name', channels: ['shown'] as const, each: true as const }

const FIRST = new Date('2026-03-01T10:00:00Z')
const LATER = new Date('2026-03-02T10:00:00Z')
const telling = { method: 'web', source: '/sign', evidence: 'mail 1' } as const

let zoe = ''
let ana = ''
beforeEach(async () => {
  await rows('delete from person')
  await rows('delete from suppression')
  ;[zoe, ana] = [newId(), newId()]
  for (const id of [zoe, ana])
    await rows(
      `insert into person (id, given_name, locale, country, created_at, updated_at) values ($1, 'Zoé', 'fr', 'FR', now(), now())`,
      [id],
    )
})

/** What somebody says; of a thing, where the purpose is of each. */
const saidOf = (about: string, ...word: Parameters<typeof said>): Said => ({ ...said(...word), about })
const said = (person_id: string, purpose: Said['purpose'], action: Said['action']): Said => ({
  person_id,
  purpose,
  action,
  locale: 'fr',
  asked_at: FIRST,
  wording_id: 'x.v1',
  wording_text: 'Oui',
})
const say = (words: Said[], now: Date) => transact((tx) => recordWords(tx, words, { ...telling, now }))

describe('the ledger', () => {
  test('keeps a row for each channel, with all that proves it (GDPR art. 7(1))', async () => {
    await transact((tx) =>
      recordWords(tx, [said(zoe, CALLS, 'given')], { ...telling, ip_truncated: '10.0.0.0/24', browser: 'Firefox', now: LATER }),
    )
    const kept = await ledger(read, zoe)
    expect(kept.map(({ channel }) => channel).toSorted()).toEqual(['sms', 'voice'])
    for (const row of kept)
      expect(row).toMatchObject({
        person_id: zoe,
        purpose: 'calls',
        about: null,
        action: 'given',
        wording_id: 'x.v1',
        wording_text: 'Oui',
        locale: 'fr',
        method: 'web',
        source: '/sign',
        asked_at: FIRST,
        collected_at: LATER,
        evidence: 'mail 1',
        ip_truncated: '10.0.0.0/24',
        browser: 'Firefox',
      })
  })

  test('grows only: a change is a new row, the last first, and the last word of each channel is what is so', async () => {
    await say([said(zoe, NEWS, 'given'), said(zoe, CALLS, 'given'), said(ana, NEWS, 'given')], FIRST)
    await transact((tx) =>
      recordRows(tx, [{ ...said(zoe, NEWS, 'withdrawn'), purpose: 'calls', channel: 'sms' }], { ...telling, now: LATER }),
    )
    expect((await ledger(read, zoe)).map(({ purpose, channel, action }) => [purpose, channel, action])[0]).toEqual([
      'calls',
      'sms',
      'withdrawn',
    ])
    expect(await ledger(read, zoe)).toHaveLength(4)
    expect(await currentConsents(read, zoe)).toEqual([
      { purpose: 'calls', channel: 'voice' },
      { purpose: 'news', channel: 'email' },
    ])
    expect(await currentConsents(read, ana)).toEqual([{ purpose: 'news', channel: 'email' }])
  })

  test('tells apart the things that a purpose of each is about, and counts none of them as of her record', async () => {
    const [here, there] = [newId(), newId()]
    await say([saidOf(here, zoe, SHOWN, 'given'), saidOf(there, zoe, SHOWN, 'given')], FIRST)
    await say([saidOf(here, zoe, SHOWN, 'withdrawn')], LATER)
    expect(await currentConsents(read, zoe)).toEqual([])
    expect((await ledger(read, zoe)).map(({ about, action }) => [about, action])[0]).toEqual([here, 'withdrawn'])
    expect(await rows('select about from consent where action = $1 order by about = $2 desc', ['given', here])).toEqual([
      { about: here },
      { about: there },
    ])
  })

  test('takes a purpose that nobody foresaw, and none without a name', async () => {
    await say([said(zoe, { key: 'door-to-door', channels: ['voice'] }, 'given')], FIRST)
    expect(await currentConsents(read, zoe)).toEqual([{ purpose: 'door-to-door', channel: 'voice' }])
    await expect(say([said(zoe, { key: 'x; drop', channels: ['email'] }, 'given')], FIRST)).rejects.toThrow(/consent_purpose/)
  })

  test('writes what a query makes, each a yes', async () => {
    await transact((tx) =>
      recordSelected(
        tx,
        sql`select id, 'news', 'email', 'x', 'y', 'fr', 'web', 'demo', now(), now() from person where id = ${zoe}::uuid`,
      ),
    )
    expect(await currentConsents(read, zoe)).toEqual([{ purpose: 'news', channel: 'email' }])
    expect(await ledger(read, zoe)).toMatchObject([{ source: 'demo', wording_text: 'y' }])
    expect(await ledger(read, ana)).toEqual([])
  })

  test('goes with the person', async () => {
    await say([said(zoe, NEWS, 'given'), said(ana, NEWS, 'given')], FIRST)
    await rows('delete from person where id = $1', [zoe])
    expect(await rows('select person_id from consent')).toEqual([{ person_id: ana }])
  })

  test('knows who ever took something back, whatever she said since', async () => {
    await say([said(zoe, NEWS, 'withdrawn'), said(zoe, CALLS, 'withdrawn'), said(ana, NEWS, 'given')], FIRST)
    await say([said(zoe, NEWS, 'given')], LATER)
    expect((await withdrawnBy(read, [zoe, ana])).map(({ id, purpose }) => `${id} ${purpose}`).toSorted()).toEqual(
      [`${zoe} calls`, `${zoe} news`].toSorted(),
    )
    expect(await withdrawnBy(read, [ana])).toEqual([])
    expect(await withdrawnBy(read, [])).toEqual([])
  })

  test('of who said this and nothing before, her record has the names of what she said yes to, in order', () => {
    const agreed = agreedBy([
      said(zoe, NEWS, 'given'),
      said(zoe, CALLS, 'given'),
      said(zoe, SHOWN, 'given'),
      said(ana, NEWS, 'withdrawn'),
    ])
    expect([...agreed]).toEqual([[zoe, ['calls:sms', 'calls:voice', 'news:email']]])
  })
})

describe('two records that become one', () => {
  test('keep each no of either, where both had said something', async () => {
    const group = newId()
    await say([said(zoe, NEWS, 'given'), said(zoe, CALLS, 'withdrawn'), saidOf(group, zoe, SHOWN, 'given')], LATER)
    await say([said(ana, NEWS, 'withdrawn'), saidOf(group, ana, SHOWN, 'withdrawn')], FIRST)
    const at = new Date('2026-03-03T10:00:00Z')
    await transact((tx) => keepWithdrawals(tx, { keep: zoe, drop: ana }, at))
    const written = await rows(
      "select purpose, channel, about, action, wording_text, collected_at from consent where source = 'merge' order by 1",
    )
    expect(written).toEqual([
      { purpose: 'group-name', channel: 'shown', about: group, action: 'withdrawn', wording_text: 'Oui', collected_at: at },
      { purpose: 'news', channel: 'email', about: null, action: 'withdrawn', wording_text: 'Oui', collected_at: at },
    ])
    await rows('update consent set person_id = $1', [zoe])
    expect(await currentConsents(read, zoe)).toEqual([])
  })

  test('of another thing, a no stays of that thing', async () => {
    await say([saidOf(newId(), zoe, SHOWN, 'given')], LATER)
    await say([saidOf(newId(), ana, SHOWN, 'withdrawn')], FIRST)
    await transact((tx) => keepWithdrawals(tx, { keep: zoe, drop: ana }, LATER))
    expect(await rows("select 1 from consent where source = 'merge'")).toEqual([])
  })

  test('are two again with each no of the meantime, and without what the merge wrote', async () => {
    const mergedAt = new Date('2026-03-03T10:00:00Z')
    await say([said(zoe, NEWS, 'given'), said(zoe, CALLS, 'withdrawn')], FIRST)
    await say([said(ana, NEWS, 'withdrawn')], FIRST)
    await transact((tx) => keepWithdrawals(tx, { keep: zoe, drop: ana }, mergedAt))
    const after = new Date('2026-03-04T10:00:00Z')
    await transact((tx) =>
      recordRows(tx, [{ ...said(zoe, NEWS, 'withdrawn'), purpose: 'weekly', channel: 'email' }], {
        ...telling,
        source: 'leave',
        now: after,
      }),
    )
    await transact((tx) => takeWordsApart(tx, { keep: zoe, drop: ana, mergedAt }, LATER))
    expect(await rows("select 1 from consent where source = 'merge'")).toEqual([])
    expect(
      await rows('select person_id, source from consent where purpose = $1 order by person_id = $2 desc', ['weekly', zoe]),
    ).toEqual([
      { person_id: zoe, source: 'leave' },
      { person_id: ana, source: 'leave' },
    ])
    expect(await currentConsents(read, zoe)).toEqual([{ purpose: 'news', channel: 'email' }])
    expect(await rows('select 1 from consent where person_id = $1 and purpose = $2', [ana, 'calls'])).toEqual([])
  })

  test('tell apart what a merge says from what she said herself', async () => {
    const mergedAt = new Date('2026-03-03T10:00:00Z')
    await say([said(zoe, NEWS, 'given'), said(zoe, CALLS, 'withdrawn')], FIRST)
    await say([said(ana, NEWS, 'withdrawn'), said(ana, CALLS, 'given')], FIRST)
    await transact((tx) => keepWithdrawals(tx, { keep: zoe, drop: ana }, mergedAt))
    expect((await takenBackByMerge(read, zoe)).map(({ purpose }) => purpose)).toEqual(['calls', 'calls', 'news'])
    expect(await takenBackByMerge(read, ana)).toEqual([])
    await say([said(zoe, NEWS, 'withdrawn')], new Date('2026-03-04T10:00:00Z'))
    expect((await takenBackByMerge(read, zoe)).map(({ purpose }) => purpose)).toEqual(['calls', 'calls'])
  })

  test('are each on the list for what each said no to, at every address of either, and for nothing else', async () => {
    const [one, two] = [Buffer.from('01', 'hex'), Buffer.from('02', 'hex')]
    const word = { reason: 'withdrawn' as const, until: null }
    await say([said(zoe, NEWS, 'withdrawn'), said(zoe, CALLS, 'given')], FIRST)
    await say([said(ana, NEWS, 'withdrawn'), said(ana, CALLS, 'withdrawn')], FIRST)
    await transact((tx) =>
      suppress(tx, [
        { ...word, address_hash: one, purpose: 'news', person_id: ana, since: LATER },
        { ...word, address_hash: one, purpose: 'news', person_id: MAILBOX, since: FIRST },
        { ...word, address_hash: two, purpose: 'calls', person_id: ana, since: FIRST },
      ]),
    )
    await transact((tx) => takeListApart(tx, { keep: zoe, drop: ana }))
    const kept = await rows<{ hash: string; purpose: string; person_id: string; since: Date }>(
      "select encode(address_hash, 'hex') as hash, purpose, person_id, since from suppression where person_id <> $1 order by 1, 2, person_id = $2",
      [MAILBOX, zoe],
    )
    expect(kept).toEqual([
      { hash: '01', purpose: 'news', person_id: ana, since: LATER },
      { hash: '01', purpose: 'news', person_id: zoe, since: LATER },
      { hash: '02', purpose: 'calls', person_id: ana, since: FIRST },
    ])
  })
})

describe('the list of those to be left alone', () => {
  const [one, two, three] = ['01', '02', '03'].map((hex) => Buffer.from(hex, 'hex')) as [Buffer, Buffer, Buffer]
  type Reason = 'withdrawn' | 'erased' | 'refused'
  const row = (address_hash: Buffer, purpose: string, { reason = 'withdrawn' as Reason, of = MAILBOX } = {}) => ({
    address_hash,
    purpose,
    person_id: of,
    reason,
    since: FIRST,
    until: null,
  })
  const list = () =>
    rows(`select encode(address_hash, 'hex') as hash, purpose, person_id as of, reason, since, until
      from suppression order by 1, 2, 3`)

  test('keeps what stands there already, and takes each once', async () => {
    const word = (address_hash: Buffer, purpose: string, person_id = MAILBOX) => ({ address_hash, purpose, person_id })
    await transact((tx) => suppress(tx, [row(one, 'news', { reason: 'erased' })]))
    await transact((tx) =>
      leaveAlone(
        tx,
        [word(one, 'news'), word(one, 'news', zoe), word(two, 'news'), word(two, 'news'), word(two, 'calls')],
        LATER,
      ),
    )
    await transact((tx) => leaveAlone(tx, [], LATER))
    expect(await list()).toEqual([
      { hash: '01', purpose: 'news', of: MAILBOX, reason: 'erased', since: FIRST, until: null },
      { hash: '01', purpose: 'news', of: zoe, reason: 'withdrawn', since: LATER, until: null },
      { hash: '02', purpose: 'calls', of: MAILBOX, reason: 'withdrawn', since: LATER, until: null },
      { hash: '02', purpose: 'news', of: MAILBOX, reason: 'withdrawn', since: LATER, until: null },
    ])
  })

  test('takes the newer reason where one suppresses', async () => {
    await transact((tx) => suppress(tx, [row(one, 'confirmation', { reason: 'refused' })]))
    await transact((tx) => suppress(tx, [{ ...row(one, 'confirmation', { reason: 'erased' }), since: LATER, until: LATER }]))
    await transact((tx) => suppress(tx, []))
    expect(await list()).toMatchObject([{ hash: '01', purpose: 'confirmation', reason: 'erased', since: LATER, until: LATER }])
  })

  test('keeps the first date of what somebody said: it binds those who came after it', async () => {
    await transact((tx) => suppress(tx, [row(one, 'news', { of: zoe })]))
    await transact((tx) => suppress(tx, [{ ...row(one, 'news', { reason: 'erased', of: zoe }), since: LATER }]))
    expect(await list()).toMatchObject([{ of: zoe, reason: 'erased', since: FIRST }])
    await transact((tx) =>
      suppress(tx, [{ ...row(one, 'news', { reason: 'erased', of: zoe }), since: new Date(FIRST.getTime() - 1) }]),
    )
    expect(await list()).toMatchObject([{ since: new Date(FIRST.getTime() - 1) }])
  })

  test('is left by an own act, for what it agrees to and nothing else, and by nobody else with it', async () => {
    const all = [row(one, 'news'), row(one, 'news', { of: zoe }), row(one, 'news', { of: ana }), row(one, 'calls')]
    await transact((tx) => suppress(tx, [...all, row(two, 'news', { reason: 'erased' }), row(three, 'news')]))
    const lifted = await transact((tx) => lift(tx, { hashes: [one], purposes: ['news'], of: [MAILBOX, zoe] }))
    expect(lifted.map(({ person_id, purpose }) => [person_id, purpose]).toSorted()).toEqual(
      [
        [MAILBOX, 'news'],
        [zoe, 'news'],
      ].toSorted(),
    )
    expect(await list()).toMatchObject([
      { hash: '01', purpose: 'calls' },
      { hash: '01', purpose: 'news', of: ana },
      { hash: '02', purpose: 'news' },
      { hash: '03', purpose: 'news' },
    ])
    const withdrawn = { hashes: [one, two], purposes: ['news', 'calls'], of: [MAILBOX], reason: 'withdrawn' as const }
    await transact((tx) => lift(tx, withdrawn))
    expect(await list()).toMatchObject([{ of: ana }, { hash: '02', reason: 'erased' }, { hash: '03' }])
    expect(await transact((tx) => lift(tx, { hashes: [], purposes: ['news'], of: [MAILBOX] }))).toEqual([])
    expect(await transact((tx) => lift(tx, { hashes: [two], purposes: [], of: [MAILBOX] }))).toEqual([])
    expect(await list()).toHaveLength(3)
  })

  test('an erasure of before words named a person is of an id of nobody, once somebody holds the mailbox by her own act', async () => {
    await transact((tx) =>
      suppress(tx, [
        row(one, 'news', { reason: 'erased' }),
        row(one, 'news', { reason: 'erased', of: zoe }),
        row(one, 'confirmation', { reason: 'refused' }),
        row(two, 'news', { reason: 'erased' }),
      ]),
    )
    await transact((tx) => forgetErasure(tx, one))
    expect(await list()).toMatchObject([
      { hash: '01', purpose: 'confirmation', reason: 'refused' },
      { hash: '01', purpose: 'news', reason: 'erased' },
      { hash: '01', purpose: 'news', reason: 'erased' },
      { hash: '02', purpose: 'news', of: MAILBOX, reason: 'erased' },
    ])
    // It is of an id that is nobody's now; another mailbox's stays.
    const of = (await list()).filter(({ hash, purpose }) => hash === '01' && purpose === 'news').map((one) => one.of)
    expect(of).toContain(zoe)
    expect(of).not.toContain(MAILBOX)
  })

  test('holds at the other spelling of an address, but for requests to confirm', async () => {
    await transact((tx) =>
      suppress(tx, [
        row(one, 'news', { reason: 'erased', of: zoe }),
        row(one, 'confirmation', { reason: 'refused' }),
        row(three, 'news', { reason: 'erased', of: zoe }),
      ]),
    )
    await transact((tx) => suppress(tx, [row(two, 'calls')]))
    await transact((tx) => copySuppressions(tx, { from: one, to: two }))
    await transact((tx) => copySuppressions(tx, { from: one, to: three }))
    expect((await list()).map(({ hash, purpose, of, reason }) => [hash, purpose, of, reason])).toEqual([
      ['01', 'confirmation', MAILBOX, 'refused'],
      ['01', 'news', zoe, 'erased'],
      ['02', 'calls', MAILBOX, 'withdrawn'],
      ['02', 'news', zoe, 'erased'],
      ['03', 'news', zoe, 'erased'],
    ])
  })

  test('goes along to the mailbox that takes the place of another, as her own word alone', async () => {
    const words = [row(one, 'news'), { ...row(one, 'news', { of: zoe }), since: LATER }, row(one, 'weekly', { of: ana })]
    await transact((tx) => suppress(tx, [...words, row(one, 'confirmation', { reason: 'refused' }), row(two, 'news')]))
    await transact((tx) => takeAlong(tx, zoe, { from: one, to: two }))
    expect((await list()).filter(({ hash }) => hash === '02')).toMatchObject([
      { purpose: 'news', of: MAILBOX },
      { purpose: 'news', of: zoe, since: FIRST, reason: 'withdrawn' },
    ])
  })

  test('is asked by address and purpose', async () => {
    await transact((tx) => suppress(tx, [row(one, 'news'), row(one, 'news', { of: zoe }), row(two, 'calls')]))
    const asked = async (hashes: Buffer[], purposes: string[]) =>
      [...(await wordsOnList(read, hashes, purposes))].map(([name, words]) => [
        name,
        words.map(({ person_id }) => person_id).toSorted(),
      ])
    expect(await asked([one, two, three], ['news', 'letters'])).toEqual([['01 news', [MAILBOX, zoe].toSorted()]])
    expect((await asked([one, two], ['news', 'calls'])).map(([name]) => name).toSorted()).toEqual(['01 news', '02 calls'])
    expect(await asked([], ['news'])).toEqual([])
    expect(await asked([one], [])).toEqual([])
  })

  test('binds who said it, all where the mailbox did, and who came after it by others’ hands; the same in SQL', async () => {
    const at = (n: number) => new Date(FIRST.getTime() + n)
    const cases = fc.record({
      said: fc.constantFrom('hers', 'another', 'mailbox'),
      since: fc.integer({ min: -2, max: 2 }),
      proved: fc.option(fc.integer({ min: -2, max: 2 })),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(cases, { minLength: 1, maxLength: 20 }), async (made) => {
        const told = made.map(({ said, since, proved }) => ({
          person_id: { hers: zoe, another: ana, mailbox: MAILBOX }[said]!,
          since: FIRST,
          holder: { person: zoe, since: at(since), proved: proved === null ? null : at(proved) },
        }))
        const values = told.map(
          ({ person_id, holder }) =>
            sql`(${person_id}::uuid, ${FIRST}::timestamptz, ${holder.person}::uuid, ${holder.since}::timestamptz, ${holder.proved}::timestamptz)`,
        )
        const answer = await sql<{
          bound: boolean
        }>`select ${bindsPoint()} as bound from (values ${sql.join(values)}) as r (of, said, who, held, proved),
          lateral (select r.of as person_id, r.said as since) as suppression,
          lateral (select r.who as person_id, r.held as created_at, r.proved as verified_at) as point`.execute(db(read))
        expect(answer.rows.map(({ bound }) => bound)).toEqual(told.map((word) => binds(word, word.holder)))
      }),
      { numRuns: 40 },
    )
    const holder = { person: zoe, since: at(1), proved: null }
    expect([MAILBOX, zoe, ana].map((person_id) => binds({ person_id, since: FIRST }, holder))).toEqual([true, true, true])
    expect(binds({ person_id: ana, since: FIRST }, { ...holder, since: FIRST })).toBe(false)
    expect(binds({ person_id: ana, since: FIRST }, { ...holder, proved: FIRST })).toBe(false)
    expect(binds({ person_id: ana, since: FIRST }, { ...holder, proved: at(-1) })).toBe(true)
    expect(binds({ person_id: MAILBOX, since: FIRST }, { person: zoe, since: at(-1), proved: at(2) })).toBe(true)
  })
})

test('what groups, offers and the weekly mail kept of consents before comes in with its words, dates and ways', async () => {
  const place = "(select id from place where country = 'FR' limit 1)"
  const group = newId()
  await rows(
    `insert into local_group (id, name, place_id, country, precision, lng, lat, languages, joining, size, organisers, last_active_at, created_at)
     values ($1, 'Groupe', ${place}, 'FR', 'town', 4.8, 45.7, array['fr'], 'open', 1, 1, now(), now())`,
    [group],
  )
  for (const [n, what] of ['shows_name', 'shows_contact', 'organisers_see'].entries())
    await rows(
      `insert into membership_consent (id, group_id, person_id, what, given, wording_id, wording_text, locale, method, at)
       values ($1, $2, $3, $4, $5, 'g', 'Mots', 'es', 'paper', $6)`,
      [newId(), group, zoe, what, n > 0, FIRST],
    )
  for (const whom of ['organisers', 'staff'])
    await rows(
      `insert into offer_consent (id, person_id, whom, given, wording_id, wording_text, locale, at) values ($1, $2, $3, $4, 'o', 'Mots', 'fr', $5)`,
      [newId(), zoe, whom, whom === 'staff', LATER],
    )
  for (const given of [true, false])
    await rows(
      `insert into weekly_consent (id, person_id, given, wording_id, wording_text, locale, method, at) values ($1, $2, $3, 'w', 'Mots', 'en', 'mail', $4)`,
      [newId(), ana, given, given ? FIRST : LATER],
    )
  await rows('select gather_consents()')
  const found = await rows(
    'select purpose, channel, about, action, wording_id, locale, method, source, collected_at, person_id from consent order by 1, 4',
  )
  const of = (purpose: string, action: string, more: object) => ({
    purpose,
    action,
    channel: 'shown',
    about: null,
    person_id: zoe,
    ...more,
  })
  const inGroup = { about: group, wording_id: 'g', locale: 'es', method: 'paper', source: 'group', collected_at: FIRST }
  const ofOffer = { wording_id: 'o', locale: 'fr', method: 'web', source: 'offer', collected_at: LATER }
  const weekly = { person_id: ana, channel: 'email', wording_id: 'w', locale: 'en', method: 'mail', source: 'weekly' }
  expect(found).toEqual([
    of('group-contact', 'given', inGroup),
    of('group-name', 'withdrawn', inGroup),
    of('group-organisers', 'given', inGroup),
    of('offer-organisers', 'withdrawn', ofOffer),
    of('offer-staff', 'given', ofOffer),
    of('weekly', 'given', { ...weekly, collected_at: FIRST }),
    of('weekly', 'withdrawn', { ...weekly, collected_at: LATER }),
  ])
  for (const table of ['membership_consent', 'offer_consent', 'weekly_consent'])
    expect(await rows(`select 1 from ${table}`)).toEqual([])
  await rows('delete from local_group where id = $1', [group])
})
