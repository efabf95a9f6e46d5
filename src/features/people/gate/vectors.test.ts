import { describe, expect, test } from 'vitest'
import { imported } from '../../../../tests/support/imports.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { becomeSupporter, eraseOneself, postForm } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { hashOf } from '../addresses/index.ts'
import { addPoint, CALLS, leavePath, NEWS } from '../core/index.ts'
import type { Channel, Purpose } from '../ledger/index.ts'
import { newId } from '#platform/db/id'
import { whyNotNow } from './queries.ts'
import { reached } from './reaching.ts'
import { db } from './tables.ts'

/** What articles of the GDPR ask, and what went wrong elsewhere, as the CNIL tells it; each a thing to try. */
const program = await useProgram({ working: true })
const { app, rows } = program
const { read } = app.database

const contact = (purpose: Purpose, channel: Channel) => ({ purpose, channel, now: program.clock.now })
const recipients = async (purpose: Purpose, channel: Channel) =>
  (
    await db(read)
      .selectFrom('person')
      .select('id')
      .where(reached(contact(purpose, channel)))
      .execute()
  ).map(({ id }) => id)
const why = (person: string, purpose: Purpose, channel: Channel) => whyNotNow(read, person, contact(purpose, channel))

const all = { phone: '+33612345678', consents: { news: true, calls: true } }
const LETTERS: Purpose = { ...NEWS, key: 'letters' }

describe('GDPR', () => {
  test('art. 5(1)(b): what is sent for one purpose reaches nobody who agreed to another', async () => {
    const person = await becomeSupporter(program, { ...all, consents: { news: true, calls: false } })
    expect(await recipients(NEWS, 'email')).toEqual([person])
    expect(await recipients(LETTERS, 'email')).toEqual([])
    expect(await recipients(CALLS, 'voice')).toEqual([])
    expect(await why(person, CALLS, 'voice')).toBe('never-agreed')
  })

  test('art. 5(2), 7(1): without the proof, whatever her record says, nobody reaches her', async () => {
    const person = await becomeSupporter(program, all)
    await rows("delete from consent where purpose = 'news'")
    expect(await rows("select 1 from person where 'news:email' = any (agreed)")).toHaveLength(1)
    expect(await recipients(NEWS, 'email')).toEqual([])
    expect(await why(person, NEWS, 'email')).toBe('never-agreed')
    expect(await recipients(CALLS, 'voice')).toEqual([person])
  })

  test('art. 7(3): to take back is as easy as to give: a page without signing in, a press, and each channel alone', async () => {
    const person = await becomeSupporter(program, all)
    const path = leavePath(app, person)
    expect((await program.server.inject(path)).statusCode).toBe(200)
    expect((await postForm(program, path, { purpose: 'calls' })).statusCode).toBe(200)
    expect([await why(person, CALLS, 'sms'), await why(person, CALLS, 'voice'), await why(person, NEWS, 'email')]).toEqual([
      'withdrawn',
      'withdrawn',
      null,
    ])
  })

  test('art. 18: whose record is restricted is reached by nothing', async () => {
    const person = await becomeSupporter(program, all)
    await rows('update person set restricted_at = now() where id = $1', [person])
    for (const [purpose, channel] of [
      [NEWS, 'email'],
      [CALLS, 'sms'],
      [CALLS, 'voice'],
    ] as const) {
      expect(await recipients(purpose, channel)).toEqual([])
      expect(await why(person, purpose, channel)).toBe('restricted')
    }
  })

  test('art. 21: her no beats any yes of a later file; and a file brings back nobody who was erased', async () => {
    const person = await becomeSupporter(program, all)
    await postForm(program, leavePath(app, person), { purpose: 'all' })
    const gone = await becomeSupporter(program, { ...all, email: 'ana@example.org', phone: '+33612345679' })
    await eraseOneself(program, gone)
    const content =
      'prénom,email,téléphone,newsletter,calls\nZoé,zoe@example.org,0612345678,oui,oui\nAna,<Ana@Example.ORG.>,06 12 34 56 79,oui,oui\n'
    await imported(program, await staffMember(program, 'staff'), { name: 'liste.csv', content })
    for (const [purpose, channel] of [
      [NEWS, 'email'],
      [CALLS, 'sms'],
      [CALLS, 'voice'],
    ] as const)
      expect(await recipients(purpose, channel), purpose.key).toEqual([])
    expect(await why(person, NEWS, 'email')).toBe('withdrawn')
    expect(await rows('select given_name from person')).toEqual([{ given_name: 'Zoé' }])
  })
})

describe('what the CNIL punished', () => {
  test('five candidates, 18 December 2025: people of whom nothing proves that they agreed are in the file, and are written to by nobody', async () => {
    const content = 'prénom,email,téléphone\nPia,pia@example.org,0612345670\n'
    await imported(program, await staffMember(program, 'staff'), { name: 'liste.csv', content })
    const [pia] = await rows<{ id: string }>('select id from person')
    expect(await why(pia!.id, NEWS, 'email')).toBe('never-agreed')
    expect(await why(pia!.id, CALLS, 'voice')).toBe('never-agreed')
  })

  test('the same: a proof says which words, when, by what form, and from where it came', async () => {
    const person = await becomeSupporter(program, all)
    const proofs = await rows(
      `select purpose, channel, action, wording_id, locale, method, source, asked_at <= collected_at as in_order, evidence is not null as evidence,
         ip_truncated like '%.0/24' as truncated, length(wording_text) > 20 as words from consent where person_id = $1 and purpose = 'news'`,
      [person],
    )
    expect(proofs).toEqual([
      {
        purpose: 'news',
        channel: 'email',
        action: 'given',
        wording_id: 'people.consent.news.v1',
        locale: 'fr',
        method: 'api',
        source: '/api/v1/signatures',
        in_order: true,
        evidence: true,
        truncated: true,
        words: true,
      },
    ])
  })

  test('calls of 2017 to 2020: a number that was left is not called for her, nor for who comes with it later; for who had agreed before it is', async () => {
    const [zoe, ana] = [
      await becomeSupporter(program, all),
      await becomeSupporter(program, { ...all, email: 'ana@example.org', given_name: 'Ana' }),
    ]
    expect((await recipients(CALLS, 'voice')).toSorted()).toEqual([zoe, ana].toSorted())
    await postForm(program, leavePath(app, zoe), { purpose: 'calls' })
    expect(await why(zoe, CALLS, 'voice')).toBe('withdrawn')
    expect(await recipients(CALLS, 'voice')).toEqual([ana])
    program.clock.now = new Date(program.clock.now.getTime() + 60_000)
    const bea = await becomeSupporter(program, { ...all, email: 'bea@example.org', given_name: 'Bea' })
    expect(await why(bea, CALLS, 'voice')).toBe('left-alone')
    // What is said on the line itself, is said for all who have it.
    const hash = hashOf(app)('+33612345678')
    await rows("insert into suppression (address_hash, purpose, reason, since) values ($1, 'calls', 'withdrawn', now())", [hash])
    expect(await recipients(CALLS, 'voice')).toEqual([])
    expect(await why(ana, CALLS, 'voice')).toBe('left-alone')
    expect((await recipients(NEWS, 'email')).toSorted()).toEqual([zoe, ana, bea].toSorted())
  })
})

test('beside each address stands its own hash, however it came in, and an old no at a number holds', async () => {
  const person = await becomeSupporter(program, all)
  const content = 'prénom,email,téléphone\nPia,pia@example.org,0612345670\n'
  await imported(program, await staffMember(program, 'staff'), { name: 'liste.csv', content })
  const old = [hashOf(app)('+33692112233')]
  await rows("insert into suppression (address_hash, purpose, reason, since) values ($1, 'calls', 'withdrawn', now())", old)
  const hand = { person, actor: { account: newId(), roles: [] }, now: program.clock.now }
  const point = { kind: 'phone' as const, value: '+262692112233', hashOf: hashOf(app) }
  await app.database.transact((tx) => addPoint(tx, hand, point))
  const kept = await rows<{ value: string; hash: Buffer | null }>('select value, hash from contact_point')
  expect(kept).toHaveLength(5)
  for (const { value, hash } of kept) expect(hash?.toString('hex'), value).toBe(hashOf(app)(value).toString('hex'))
  await rows("delete from contact_point where value = '+33612345678'")
  expect(await why(person, CALLS, 'voice')).toBe('left-alone')
})
