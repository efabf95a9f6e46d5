import { beforeEach, expect, test } from 'vitest'
import { becomeSupporter, eraseOneself, oneClick, postForm } from '../../../../tests/support/signing.ts'
import { linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { forgetNeedless, sendDue } from './commands.ts'
import { firstDayOf, workers } from './jobs.ts'
import { reminderClock } from './queues.ts'

const program = await useProgram({ working: true })
const { rows } = program
const ANNE = 'anne.reminder@example.org'
let vote = ''

beforeEach(async () => {
  program.clock.now = new Date('2027-01-10T12:00:00Z')
  await rows('truncate roll_reminder_never')
  vote = await noteVote('Premier tour', '2027-04-18')
})

async function noteVote(name: string, day: string): Promise<string> {
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name, kind: 'presidential', vote_on: day, closes: '20:00' })
  return (await rows<{ id: string }>('select id from election where name = $1', [name]))[0]!.id
}

const ask = (fields: Record<string, string> = {}) =>
  postForm(program, '/vote/reminder', { email: ANNE, vote, before: '46', ...fields })
const kept = () => rows<{ confirmed_at: Date | null; days_before: number }>('select * from roll_reminder')
const mailsOf = async (pattern: RegExp) =>
  (await program.mails()).filter(({ subject, to }) => to?.[0]?.address === ANNE && pattern.test(subject ?? ''))
const ASKED = /rappel à confirmer/
const DUE = /ne pas manquer/

async function askedPath(): Promise<string> {
  const [mail] = await until(async () => ((await mailsOf(ASKED)).length > 0 ? mailsOf(ASKED) : undefined), 'the mail that asks')
  return /https?:\/\/[^/]+(\/vote\/reminder\/\S+)/.exec(mail!.text ?? '')![1]!
}

/** What the clock does, at a moment. */
async function strike(moment: string): Promise<void> {
  program.clock.now = new Date(moment)
  await workers.find(({ queue }) => queue.name === reminderClock.name)!.work(program.app, {})
}

test('an address that was typed answers itself; then a mail leaves on the day, once, and nothing of it stays', async () => {
  expect((await ask()).body).toContain('Plus qu’un clic')
  const path = await askedPath()
  expect((await mailsOf(ASKED))[0]!.text).not.toContain('Premier tour')
  expect((await kept())[0]!.confirmed_at).toBeNull()
  const page = await program.server.inject({ url: path })
  expect(page.body).toContain('mercredi 3 mars 2027')
  expect((await kept())[0]!.confirmed_at).toBeNull()
  expect((await postForm(program, path, {})).body).toContain('C’est noté')
  const pressed = (await kept())[0]!.confirmed_at
  program.clock.now = new Date('2027-01-10T12:05:00Z')
  expect((await postForm(program, path, {})).statusCode).toBe(200)
  expect((await kept())[0]!.confirmed_at).toEqual(pressed)
  await strike('2027-03-02T22:00:00Z')
  await strike('2027-03-03T06:00:00Z')
  expect(await rows("select 1 from pgboss.job where name = 'registering.due'")).toHaveLength(0)
  await strike('2027-03-03T08:00:00Z')
  await strike('2027-03-03T09:00:00Z')
  const [mail] = await until(async () => ((await mailsOf(DUE)).length > 0 ? mailsOf(DUE) : undefined), 'the reminder')
  expect(mail!.text).toContain('Premier tour')
  await until(async () => (await kept()).length === 0 || undefined, 'nothing to be kept')
  await strike('2027-03-04T09:00:00Z')
  expect(await mailsOf(DUE)).toHaveLength(1)
  expect((await program.server.inject({ url: path })).statusCode).toBe(404)
})

test('what no mailbox confirmed is sent to nobody, and gone after three days', async () => {
  await ask()
  await strike('2027-01-13T11:00:00Z')
  expect(await kept()).toHaveLength(1)
  await strike('2027-01-13T13:00:00Z')
  expect(await kept()).toHaveLength(0)
})

test('typed again, a confirmed one is as it was, and the mailbox is not asked again; one that waits is asked once an hour', async () => {
  await ask()
  await askedPath()
  await ask({ before: '39' })
  expect((await kept())[0]!.days_before).toBe(46)
  program.clock.now = new Date('2027-01-10T13:30:00Z')
  await ask({ before: '39' })
  await until(async () => ((await mailsOf(ASKED)).length > 1 ? true : undefined), 'a second mail')
  await postForm(program, await askedPath(), {})
  program.clock.now = new Date('2027-01-10T15:30:00Z')
  await ask({ before: '46' })
  expect((await kept())[0]).toMatchObject({ days_before: 39 })
  expect(await rows("select 1 from pgboss.job where name = 'registering.asked'")).toHaveLength(2)
})

test('typed again in another language, the mailbox is asked in that one', async () => {
  await ask()
  await askedPath()
  program.clock.now = new Date('2027-01-10T13:30:00Z')
  await postForm(program, '/en/vote/reminder', { email: ANNE, vote, before: '46' })
  await until(async () => (await mailsOf(/A reminder to confirm/))[0], 'the mail in English')
})

test('each mail says how to get no more: by a page, or by one click of the mail program; then whoever types the address asks in vain, until she takes it back', async () => {
  await ask()
  const asked = await askedPath()
  await postForm(program, asked, {})
  const [first] = await mailsOf(ASKED)
  const never = linkIn(first!, '/vote/no-reminder/')
  // Opened, by a scanner for instance, it ends nothing.
  const page = await program.server.inject({ url: never })
  expect(page.body).toContain('Plus jamais')
  expect(page.headers['referrer-policy']).toBe('no-referrer')
  expect(await kept()).toHaveLength(1)
  await strike('2027-03-03T09:00:00Z')
  const [due] = await until(async () => ((await mailsOf(DUE)).length > 0 ? mailsOf(DUE) : undefined), 'the reminder')
  expect(linkIn(due!, '/vote/no-reminder/')).toBe(never)
  program.clock.now = new Date('2027-01-12T12:00:00Z')
  await ask()
  for (const mail of [first!, due!])
    for (const form of ['urlencoded', 'multipart'] as const) expect((await oneClick(program, mail, form)).statusCode).toBe(200)
  expect(await kept()).toHaveLength(0)
  const before = await rows("select 1 from pgboss.job where name = 'registering.asked'")
  expect((await ask()).body).toContain('Plus qu’un clic')
  expect(await kept()).toHaveLength(0)
  expect(await rows("select 1 from pgboss.job where name = 'registering.asked'")).toHaveLength(before.length)
  // All that is kept is a keyed hash.
  expect(JSON.stringify(await rows('select * from roll_reminder_never'))).not.toContain('anne')
  expect((await postForm(program, `${never}/removal`, {})).body).toContain('de nouveau')
  await ask()
  expect(await kept()).toHaveLength(1)
  expect((await postForm(program, '/vote/no-reminder/forged', {})).statusCode).toBe(404)
})

test('a crowd that types one address at once makes one reminder and one mail', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask()))
  expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true)
  expect(await kept()).toHaveLength(1)
  expect(await rows("select 1 from pgboss.job where name = 'registering.asked'")).toHaveLength(1)
})

test('a vote that moves takes its reminders along; one that is taken away takes them with it', async () => {
  await ask()
  await postForm(program, await askedPath(), {})
  const chief = await staffMember(program, 'administrator')
  await chief.post(`/staff/elections/${vote}/move`, { to: '2027-05-02' })
  await strike('2027-03-03T09:00:00Z')
  expect(await rows("select 1 from pgboss.job where name = 'registering.due'")).toHaveLength(0)
  await strike('2027-03-17T09:00:00Z')
  await until(async () => (await mailsOf(DUE))[0], 'the reminder, two weeks later')
  program.clock.now = new Date('2027-03-18T12:00:00Z')
  const other = await noteVote('Législatives', '2027-06-13')
  await ask({ vote: other, before: '30' })
  const late = await staffMember(program, 'administrator')
  await late.post(`/staff/elections/${other}/removal`)
  await strike('2027-03-18T13:00:00Z')
  expect(await kept()).toHaveLength(0)
})

test('of two votes each reminder names its own; where part of the country votes a day earlier it is counted from there', async () => {
  const other = await noteVote('Législatives', '2027-06-13')
  const chief = await staffMember(program, 'administrator')
  await chief.post(`/staff/elections/${other}/days`, { vote_on: '2027-06-12', closes: '18:00', territory: '971' })
  await ask({ vote: other, before: '100' })
  await postForm(program, await askedPath(), {})
  await strike('2027-03-03T09:00:00Z')
  expect(await rows("select 1 from pgboss.job where name = 'registering.due'")).toHaveLength(0)
  // The wish changed to the day that the Saturday gives.
  expect((await program.server.inject({ url: await askedPath() })).body).toContain('jeudi 4 mars 2027')
  await strike('2027-03-04T09:00:00Z')
  const mail = await until(async () => (await mailsOf(DUE))[0], 'the reminder')
  expect(mail.text).toContain('Législatives, 12 juin 2027')
  expect(mail.text).not.toContain('Premier tour')
})

test('a job that was late by then sends nothing about a vote that is over', async () => {
  await ask()
  await postForm(program, await askedPath(), {})
  await strike('2027-04-19T09:00:00Z')
  expect(await kept()).toHaveLength(0)
  expect(await mailsOf(DUE)).toHaveLength(0)
})

test('many that are due leave in turns, each once, though two clocks strike together', async () => {
  const [{ id }] = (await rows<{ id: string }>('select id from election')) as [{ id: string }]
  await rows(`insert into roll_reminder (id, email, mailbox_hash, locale, election_id, days_before, asked_at, confirmed_at)
    select gen_random_uuid(), 'x' || n || '@example.org', decode(md5(n::text), 'hex'), 'fr', '${id}', 46, now(), now() from generate_series(1, 40) n`)
  const due = { ahead: [{ election: id, first: '2027-04-18' }], today: '2027-03-03', limit: 15 }
  const { transact } = program.app.database
  const took = await Promise.all(Array.from({ length: 4 }, () => transact((tx) => sendDue(tx, due, program.clock.now))))
  expect(took.reduce((sum, n) => sum + n)).toBe(40)
  // What no mailbox confirmed does not leave, though it is due.
  await rows("update roll_reminder set leaving_at = null, confirmed_at = null where email = 'x1@example.org'")
  expect(await transact((tx) => sendDue(tx, due, program.clock.now))).toBe(0)
  await transact((tx) => forgetNeedless(tx, [], program.clock.now))
  expect(await kept()).toHaveLength(0)
})

test('a date that is over, a vote that is none, or no address is told beside the field', async () => {
  expect((await ask({ before: '100' })).statusCode).toBe(422)
  expect((await ask({ vote: '00000000-0000-4000-8000-000000000000' })).statusCode).toBe(422)
  // Four months ahead at most; today is not too late.
  expect((await ask({ vote: await noteVote('Législatives', '2027-06-13'), before: '121' })).statusCode).toBe(422)
  expect(await kept()).toHaveLength(0)
  expect((await ask({ before: '98', email: 'today@example.org' })).statusCode).toBe(200)
  await rows('delete from roll_reminder')
  const reply = await ask({ email: 'anne' })
  expect(reply.statusCode).toBe(422)
  expect(reply.body).toContain('id="field-email-error"')
  expect(reply.headers['referrer-policy']).toBe('no-referrer')
  expect(await kept()).toHaveLength(0)
})

test('who is erased leaves no reminder behind; who opens the mail may erase it herself', async () => {
  await ask()
  const path = await askedPath()
  expect((await postForm(program, `${path}/removal`, {})).body).toContain('C’est effacé')
  expect(await kept()).toHaveLength(0)
  const person = await becomeSupporter(program, { email: ANNE })
  program.clock.now = new Date('2027-01-10T14:00:00Z')
  await ask()
  expect(await kept()).toHaveLength(1)
  await eraseOneself(program, person)
  await until(async () => (await kept()).length === 0 || undefined, 'the reminder to be gone')
})

test('an entry for a calendar takes no address, and says no word of why', async () => {
  const reply = await postForm(program, '/vote/calendar', { vote, before: '46' })
  expect(reply.headers['content-type']).toContain('text/calendar')
  expect(reply.body).toContain('DTSTART;TZID=Europe/Paris:20270303T090000')
  expect(reply.body).not.toMatch(/Premier tour|inscri/i)
  expect((await postForm(program, '/vote/calendar', { vote, before: '110' })).statusCode).toBe(422)
})

test('the first day of a vote is the earliest, in whatever order its days were noted', () => {
  const on = (vote_on: string) => ({ vote_on, closes: '19:00', area_id: null, place_id: null })
  const first = (...days: string[]) => firstDayOf({ days: days.map(on) } as never)
  expect(first('2027-04-18', '2027-04-17', '2027-04-18')).toBe('2027-04-17')
  expect(first('2027-04-17', '2027-04-18')).toBe('2027-04-17')
})
