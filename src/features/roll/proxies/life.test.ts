import { expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { deleteUnconfirmed } from '../../people/core/commands/receive.ts'
import { linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { proxiesIn } from '../../../../tests/support/proxies.ts'
import { eraseOneself, postForm } from '../../../../tests/support/signing.ts'
import { mergePeople } from '../../people/core/commands/merge.ts'
import { addElectionDay, moveElection, removeElection } from '../../staff/elections/commands.ts'
import { links } from './links.ts'
import type { HolderId } from './tables.ts'

// As it is served: whatever acts upon a vote must see what pages take for granted for a moment.
const program = await useProgram({ working: true, env: { PAGES_KEPT: '60' } })
const { rows, server } = program
const { transact } = program.app.database
const { vote, ask, hold, matches, mailTo, answer, clock, later, dayIn } = proxiesIn(program)

const hand = () => ({ actor: undefined as never, now: program.clock.now })
const holderPageOf = async (email: string, nth = 0) =>
  linkIn(await mailTo(email, /cherche quelqu’un/, nth), '/vote/proxy/holders/')
const one = () => until(async () => (await matches()).find(({ state }) => state !== 'ended'), 'a match')
const subjects = async (email: string) =>
  (await program.mails()).filter((mail) => mail.to?.[0]?.address === email).map(({ subject }) => subject ?? '')
const atRest = () =>
  until(
    async () =>
      (await rows("select 1 from pgboss.job where name not like '\\_\\_%' and state < 'completed'")).length === 0 || undefined,
    'the jobs',
  )

/** Zoé and Hal, who both said yes. */
async function agreed(election: string) {
  const zoe = await ask(election)
  const hal = await hold(election)
  const page = await holderPageOf(hal.email)
  const { id } = await one()
  await answer(page, true, id)
  await answer(zoe.page, true, id)
  return { zoe, hal, page, id }
}

test('whoever says nothing is passed over: a holder for the next one; who asks is asked whether she still looks, and looks again by a button', async () => {
  const election = await vote(30)
  const [hal, ida] = [await hold(election), await hold(election)]
  const zoe = await ask(election)
  const first = await one()
  // Her yes alone tells nobody anything.
  expect((await answer(zoe.page, true, first.id)).statusCode).toBe(303)
  expect((await server.inject(zoe.page)).body).not.toContain('tel:')
  later(1.9)
  await clock()
  expect((await one()).id).toBe(first.id)
  later(0.2)
  await clock()
  const second = await until(
    async () => (await matches()).find(({ id, state }) => id !== first.id && state === 'proposed'),
    'the next',
  )
  expect((await matches()).find(({ id }) => id === first.id)).toMatchObject({ state: 'ended', why: 'silence' })
  const asked = [await holderPageOf(hal.email), await holderPageOf(ida.email)]
  expect(new Set(asked).size).toBe(2)
  // Now it is she who says nothing.
  later(2.1)
  await clock()
  await mailTo(zoe.email, /toujours/)
  expect(await rows('select state from proxy_ask')).toEqual([{ state: 'paused' }])
  expect((await answer(zoe.page, true, second.id)).statusCode).toBe(409)
  await hold(election)
  await postForm(program, `${zoe.page}/search`, {})
  await one()
})

test('near the vote one has hours, not days', async () => {
  const election = await vote(3)
  await hold(election)
  await ask(election)
  await one()
  const [{ hours }] = (await rows<{ hours: number }>(
    'select extract(epoch from answer_by - proposed_at)::int / 3600 as hours from proxy_match',
  )) as [{ hours: number }]
  expect(hours).toBe(12)
})

test('either withdraws at any time: the other is told, and who asks is matched anew', async () => {
  const election = await vote(30)
  const { zoe, hal, page } = await agreed(election)
  const ida = await hold(election)
  await postForm(program, `${page}/withdrawal`, {})
  await mailTo(zoe.email, /quelqu’un d’autre/)
  expect((await server.inject(zoe.page)).body).not.toContain('tel:')
  const [idaPage, next] = [await holderPageOf(ida.email), await one()]
  expect((await server.inject(page)).statusCode).toBe(404)
  expect(await rows('select phone from proxy_holder where withdrawn_at is not null')).toEqual([{ phone: null }])
  await answer(idaPage, true, next.id)
  await postForm(program, `${zoe.page}/withdrawal`, {})
  await mailTo(ida.email, /plus besoin/)
  expect(await rows('select given_name, phone, email from proxy_ask')).toEqual([{ given_name: null, phone: null, email: null }])
  expect((await server.inject(zoe.page)).statusCode).toBe(404)
  expect(await subjects(hal.email)).not.toContain('La personne n’a plus besoin de vous')
})

test('reminders at 21, 10, 5 and 2 days to who still waits; none once it is established, none after', async () => {
  const election = await vote(30)
  const { zoe } = await agreed(election)
  const ana = await ask(election)
  for (let day = 0; day < 32; day += 1) {
    later(1)
    await clock()
    // Each mail says how many days are left when it is written.
    await atRest()
    if (day === 21) await postForm(program, `${zoe.page}/established`, {})
  }
  await atRest()
  const reminders = async (email: string) => (await subjects(email)).filter((one) => /plus qu/.test(one)).toSorted()
  expect(await reminders(ana.email)).toEqual([
    'Procuration : plus que 10 jours',
    'Procuration : plus que 2 jours',
    'Procuration : plus que 21 jours',
    'Procuration : plus que 5 jours',
  ])
  expect(await reminders(zoe.email)).toEqual(['Procuration : plus que 10 jours', 'Procuration : plus que 21 jours'])
})

test('a vote moved by decree takes all along and tells them; overseas it is forgotten a day earlier; a vote taken away forgets all', async () => {
  const election = await vote(30)
  const territory = { area_id: 'FR-971', place_id: null }
  await transact((tx) => addElectionDay(tx, hand(), { election, vote_on: dayIn(29), closes: '19:00', territory }))
  const zoe = await ask(election)
  const gwada = await ask(election, { where: 'Pointe-à-Pitre', phone: '0690 38 12 34' })
  const hal = await hold(election)
  await one()
  await transact((tx) => moveElection(tx, hand(), { election, to: dayIn(49) }))
  await mailTo(zoe.email, /date du vote a changé/)
  await mailTo(hal.email, /date du vote a changé/)
  await atRest()
  await clock()
  await atRest()
  expect((await subjects(zoe.email)).filter((subject) => /a changé/.test(subject))).toHaveLength(1)
  expect(await rows('select 1 from proxy_ask')).toHaveLength(2)
  later(50)
  // At noon in Lyon it is the same day in Guadeloupe, whenever the test is run.
  program.clock.now = new Date(`${program.clock.now.toISOString().slice(0, 10)}T12:00:00Z`)
  await clock()
  // Sunday in Lyon, and the day after the vote in Guadeloupe.
  expect(await rows('select email from proxy_ask')).toEqual([{ email: zoe.email }])
  expect((await server.inject(gwada.page)).statusCode).toBe(404)

  const other = await vote(60)
  await ask(other)
  later(0.01)
  await transact((tx) => removeElection(tx, hand(), other))
  await until(
    async () => (await rows('select 1 from proxy_ask where election_id = $1', [other])).length === 0 || undefined,
    'forgetting',
  )
})

test('the day after nothing of anybody is left, neither row nor hash nor what a job carried', async () => {
  const election = await vote(20)
  const { zoe, hal } = await agreed(election)
  await ask(election, { email: 'autre@example.org', phone: '06 99 38 77 66' })
  const hashes = await rows<{ hash: string }>(
    "select encode(phone_hash, 'hex') as hash from proxy_ask union select encode(mailbox_hash, 'hex') from proxy_ask union select encode(phone_hash, 'hex') from proxy_holder",
  )
  await atRest()
  later(21)
  await clock()
  // How often a mailbox was asked to confirm is forgotten after a day, whatever it was asked.
  await program.database.transact((tx) =>
    deleteUnconfirmed(tx, { signedBefore: program.clock.now, claimedBefore: program.clock.now }),
  )
  const tables = await rows<{ name: string }>(
    "select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' and table_name !~ '^(kysely|place|area)'",
  )
  const kept = (await Promise.all(tables.map(({ name }) => rows<{ row: string }>(`select t::text as row from ${name} t`)))).flat()
  const all = kept.map(({ row }) => row).join('\n')
  for (const word of [zoe.email, 'autre@example.org', '+33699387766', ...hashes.map(({ hash }) => hash)])
    expect(all).not.toContain(word)
  expect(all).toContain(hal.email)
})

test('who is erased leaves nothing here, and the other is told and matched anew', async () => {
  const election = await vote(30)
  const { zoe, hal } = await agreed(election)
  const ida = await hold(election)
  await eraseOneself(program, hal.person)
  await mailTo(zoe.email, /quelqu’un d’autre/)
  await holderPageOf(ida.email)
  expect(await rows('select person_id from proxy_holder')).toEqual([{ person_id: ida.person }])
  // A visitor who is of the file under that name and mailbox: hers goes with her.
  const [person] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Durand', email: zoe.email }])
  await eraseOneself(program, person!)
  await until(async () => (await rows('select 1 from proxy_ask')).length === 0 || undefined, 'her ask gone')
  await mailTo(ida.email, /plus besoin/)
  expect(await rows("select 1 from proxy_match where state <> 'ended'")).toHaveLength(0)
})

test('two records become one: she is one holder, of the row that holds more; whom the other was to go for is told and matched anew', async () => {
  const election = await vote(30)
  const { hal } = await agreed(election)
  await ask(election, { given_name: 'Ana' })
  const ida = await hold(election)
  await until(async () => (await matches()).length === 2 || undefined, 'both matches')
  await hold(election, { takes: '2', held_abroad: '1' }, ida)
  const merging = { keep: hal.person, drop: ida.person, choices: {}, tables: program.app.personalData }
  await transact((tx) => mergePeople(tx, merging, program.clock.now))
  await clock()
  await mailTo((await endedFor()).email, /quelqu’un d’autre/)
  expect(await rows('select person_id from proxy_holder')).toEqual([{ person_id: hal.person }])
  expect((await matches()).filter(({ state }) => state !== 'ended')).toHaveLength(1)
})

/** Whose match just ended. */
const endedFor = async () =>
  (
    await rows<{ email: string }>("select a.email from proxy_ask a join proxy_match m on m.ask_id = a.id where m.state = 'ended'")
  )[0]!

test('who goes answers for herself alone: with the link of another nobody says yes in her place', async () => {
  const election = await vote()
  await Promise.all([hold(election), hold(election)])
  await ask(election)
  const proposed = await one()
  const [other] = await rows<{ id: HolderId }>('select id from proxy_holder where id <> $1', [proposed.holder_id])
  for (const yes of [true, false])
    expect((await answer(links.holder(program.app, other!.id), yes, proposed.id)).statusCode).toBe(409)
  expect(await rows('select state, holder_yes_at from proxy_match')).toEqual([{ state: 'proposed', holder_yes_at: null }])
})
