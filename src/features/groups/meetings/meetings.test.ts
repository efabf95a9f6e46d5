import { expect, test } from 'vitest'
import { addGroup, found, join, signer, type Signer } from '../../../../tests/support/groups.ts'
import { countQueries, linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { postForm } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { divideGroup } from '../core/commands/divide.ts'
import { joinGroups } from '../joining/commands/merge.ts'
import { removeMember } from '../joining/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { setRole } from '../core/commands/lead.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { workers } from './jobs.ts'

const program = await useProgram({ working: true })
const { rows } = program
const { transact } = program.app.database
const clock = () => workers.find(({ queue }) => queue.name === 'meetings.clock')!.work(program.app, {})
const later = (hours: number) => (program.clock.now = new Date(program.clock.now.getTime() + hours * 3_600_000))
const mailsTo = async ({ email }: Signer) =>
  (await program.mails()).filter((mail) => mail.to?.[0]?.address === email && /\/meetings?\//.test(mail.text ?? ''))
const mailTo = (who: Signer, n = 1) => until(async () => (await mailsTo(who))[n - 1], `mail ${n} about a meeting to ${who.email}`)

/** A day some days from now, as a form sends it. */
const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** A moment some hours ago, as a form sends it in Lyon. */
function ago(hours: number): { day: string; hour: string } {
  const at = new Date(program.clock.now.getTime() - hours * 3_600_000)
  const said = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' }).format(at)
  const [day, hour] = said.split(' ') as [string, string]
  return { day, hour }
}

/** Zoé leads, Ana and Léo are members. */
async function threeOf(): Promise<{ id: string; zoe: Signer; ana: Signer; leo: Signer }> {
  const [zoe, ana, leo] = [await signer(program, 'Zoe'), await signer(program, 'Ana'), await signer(program, 'Leo')]
  return { id: await found(program, [zoe.person, ana.person, leo.person]), zoe, ana, leo }
}

async function setBy(who: Signer, group: string, form: Record<string, string> = {}): Promise<string> {
  const set = { day: dayIn(3), hour: '19:00', ...form }
  expect((await who.post(`/groups/${group}/meetings`, set)).statusCode).toBe(303)
  const [meeting] = await rows<{ id: string }>('select id from meeting where group_id = $1 order by set_at desc, id desc', [
    group,
  ])
  return `/groups/${group}/meetings/${meeting!.id}`
}

const nextOf = async (group: string) =>
  (await rows<{ next: Date | null }>('select next_meeting_at as next from local_group where id = $1', [group]))[0]!.next

test('an organiser sets a meeting; members are told, answer, and see who comes; anybody sees when, not where', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  expect((await ana.post(`/groups/${id}/meetings`, { day: dayIn(3), hour: '19:00' })).statusCode).toBe(403)
  const path = await setBy(zoe, id, { place: 'Café du Marché', agenda: 'Le porte-à-porte' })
  const mail = await mailTo(ana)
  expect(mail.text).toContain('Café du Marché')
  // The link of the mail answers without signing in; opening it changes nothing.
  const link = linkIn(mail, '/meeting/')
  expect((await program.server.inject(link)).body).toContain('Je viens')
  expect(await rows('select 1 from attendance')).toHaveLength(0)
  await postForm(program, link, { answer: 'no' })
  expect(await rows('select answer from attendance where person_id = $1', [ana.person])).toEqual([{ answer: 'no' }])
  expect((await program.server.inject(`${link}/calendar.ics`)).body).toContain('BEGIN:VEVENT')
  expect((await program.server.inject(`${link}x`)).statusCode).toBe(404)
  await ana.post(`${path}/answer`, { answer: 'yes' })
  await leo.post(`${path}/answer`, { answer: 'no' })
  expect((await zoe.get(path)).body).toMatch(/Viennent[\s\S]*Ana[\s\S]*Ne viennent pas[\s\S]*Leo/)
  await leo.post(`${path}/answer`, { answer: 'yes' })
  expect((await zoe.get(`/groups/${id}/meetings`)).body).toContain('2 personnes viennent')
  const open = (await program.server.inject(`/groups/${id}`)).body
  expect(open).toContain('Prochaine rencontre')
  expect(open).not.toContain('Café du Marché')
  const near = (await program.server.inject(`/groups?where=69003`)).body
  expect(near).toContain('Prochaine rencontre')
})

test('a meeting of another group is not there, and neither are its answers, its report or its calendar', async () => {
  const { id, zoe } = await threeOf()
  const path = await setBy(zoe, id)
  const eva = await signer(program, 'Eva')
  const own = await found(program, [eva.person])
  const forged = path.replace(id, own)
  for (const page of ['', '/report', '/calendar.ics']) {
    expect((await eva.get(path + page)).statusCode).toBe(403)
    expect((await eva.get(forged + page)).statusCode).toBe(404)
  }
  expect((await eva.post(`${forged}/answer`, { answer: 'yes' })).statusCode).toBe(404)
  expect((await eva.post(`${forged}/cancellation`)).statusCode).toBe(404)
  expect((await eva.post(`${forged}/report`, {})).statusCode).toBe(404)
  expect((await program.server.inject(path)).statusCode).toBe(303)
  expect(await rows('select 1 from attendance')).toHaveLength(0)
})

test('one that moves is asked about anew, and told once; what was said in a mail of before is not sent', async () => {
  const { id, zoe, ana } = await threeOf()
  const path = await setBy(zoe, id)
  await ana.post(`${path}/answer`, { answer: 'yes' })
  await mailTo(ana)
  await zoe.post(path, { day: dayIn(3), hour: '19:00', place: 'Salle B' })
  await until(async () => (await mailsTo(ana)).find(({ text }) => text?.includes('Salle B')), 'word of the new place')
  expect(await rows('select 1 from attendance')).toHaveLength(1)
  await zoe.post(path, { day: dayIn(4), hour: '20:00', place: 'Salle B' })
  await mailTo(ana, 3)
  expect(await rows('select 1 from attendance')).toHaveLength(0)
  // Nothing changes, nobody is told.
  await zoe.post(path, { day: dayIn(4), hour: '20:00', place: 'Salle B' })
  const [{ version } = { version: 0 }] = await rows<{ version: number }>('select version from meeting')
  expect(version).toBe(3)
  await workers
    .find(({ queue }) => queue.name === 'meetings.mail')!
    .work(program.app, { kind: 'changed', meeting: path.split('/').at(-1)!, version: 4, to: ana.person })
  expect(await mailsTo(ana)).toHaveLength(3)
})

test('one that is called off is told, gone from what is to come, and answered no more', async () => {
  const { id, zoe, ana } = await threeOf()
  const path = await setBy(zoe, id)
  const second = await setBy(zoe, id, { day: dayIn(10) })
  await zoe.post(`${path}/cancellation`)
  expect(
    (await until(async () => (await mailsTo(ana)).find(({ subject }) => subject?.includes('pas lieu')), 'word')).text,
  ).toContain('annulée')
  expect((await nextOf(id))!.toISOString().slice(0, 10)).toBe(dayIn(10))
  expect((await ana.post(`${path}/answer`, { answer: 'yes' })).statusCode).toBe(409)
  expect((await zoe.post(`${path}/report`, {})).statusCode).toBe(409)
  await zoe.post(`${second}/cancellation`)
  expect(await nextOf(id)).toBeNull()
})

test('members are reminded once, the day before; who said no, or wants no mail, is left alone', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  const eva = await signer(program, 'Eva')
  await join(program, id, eva.person)
  await eva.post(`/groups/${id}/membership/mails`, { mails: 'none' })
  const path = await setBy(zoe, id, { day: dayIn(3) })
  await mailTo(ana)
  await mailTo(leo)
  await leo.post(`${path}/answer`, { answer: 'no' })
  await clock()
  const [{ starts } = { starts: new Date() }] = await rows<{ starts: Date }>('select starts_at as starts from meeting')
  program.clock.now = new Date(starts.getTime() - 20 * 3_600_000)
  await Promise.all([clock(), clock()])
  await until(async () => (await mailsTo(ana)).find(({ text }) => text?.includes('À bientôt')), 'the reminder')
  await clock()
  expect(await rows("select 1 from pgboss.job where name = 'meetings.mail' and data->>'kind' = 'reminder'")).toHaveLength(2)
  expect(await mailsTo(leo)).toHaveLength(1)
  expect(await mailsTo(eva)).toHaveLength(0)
  // Begun: the next one takes its place in the lists.
  const after = await setBy(zoe, id, { day: dayIn(9) })
  later(24)
  await clock()
  expect(
    await rows('select 1 from local_group join meeting on starts_at = next_meeting_at where meeting.id = $1', [
      after.split('/').at(-1),
    ]),
  ).toHaveLength(1)
})

test('who was told just now of a meeting, or of its new moment, is not reminded of it; who was told the day before is', async () => {
  program.clock.now = new Date('2026-11-23T08:00:00Z')
  const { id, zoe, ana } = await threeOf()
  const reminders = () => rows("select 1 from pgboss.job where name = 'meetings.mail' and data->>'kind' = 'reminder'")
  const path = await setBy(zoe, id, { day: '2026-11-23', hour: '20:00' })
  await mailTo(ana)
  await clock()
  later(3)
  await clock()
  expect(await reminders()).toHaveLength(0)
  // Moved into the day that comes, on the day before it: told, and not reminded at once.
  await zoe.post(path, { day: '2026-11-24', hour: '09:00' })
  await clock()
  expect(await reminders()).toHaveLength(0)
  // Moved further on: the day before, everybody is reminded.
  await zoe.post(path, { day: '2026-11-25', hour: '20:00' })
  program.clock.now = new Date('2026-11-24T19:30:00Z')
  await clock()
  expect(await reminders()).toHaveLength(3)
})

test('a report in one form: who was there, figures, a need, the next meeting; members read it, staff answer', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  const path = await setBy(zoe, id)
  expect((await zoe.post(`${path}/report`, { doors: '12' })).statusCode).toBe(409)
  // It has begun and is over, whatever hour it is now.
  later(24 * 4)
  const stranger = await signer(program, 'Max')
  const sent = {
    [`present[${zoe.person}]`]: 'true',
    [`present[${ana.person}]`]: 'true',
    [`present[${stranger.person}]`]: 'true',
    guests: '2',
    doors: '34',
    met: '20',
    done: 'Deux rues.',
    need: 'Des tracts',
    next_day: dayIn(14),
    next_hour: '19:30',
  }
  expect((await leo.post(`${path}/report`, sent)).statusCode).toBe(403)
  expect((await zoe.post(`${path}/report`, sent)).statusCode).toBe(303)
  expect(await rows('select 1 from attendance where present')).toHaveLength(2)
  expect((await nextOf(id))!.toISOString().slice(0, 10)).toBe(dayIn(14))
  const list = (await ana.get(`/groups/${id}/meetings`)).body
  expect(list).toContain('4 personnes · 34 portes · 20 échanges')
  expect(list).toContain('vous y étiez')
  expect((await leo.get(`/groups/${id}/meetings`)).body).not.toContain('vous y étiez')
  // Corrected: the same report, not a second one; an answer stays with its need.
  await zoe.post(`${path}/report`, { ...sent, doors: '35', next_day: '', next_hour: '' })
  expect((await leo.get(path)).body).toContain('35')
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.get('/staff/needs')).body).toContain('Des tracts')
  const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-75' })
  expect((await elsewhere.get('/staff/needs')).body).not.toContain('Des tracts')
  const need = `/staff/needs/${path.split('/').at(-1)}`
  expect((await elsewhere.post(need, { answer: 'Non' })).statusCode).toBe(404)
  expect((await coordinator.post(need, { answer: ' ' })).statusCode).toBe(422)
  const answers = await Promise.all([1, 2].map(() => coordinator.post(need, { answer: 'Ils partent demain.' })))
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409])
  const mail = await until(
    async () => (await program.mails()).find(({ text }) => text?.includes('Ils partent demain.')),
    'the answer',
  )
  expect(mail.to?.[0]?.address).toBe(zoe.email)
  expect((await coordinator.get('/staff/needs?answered=true')).body).toContain('Ils partent demain.')
  await zoe.post(`${path}/report`, { ...sent, need: 'Autre chose', next_day: '', next_hour: '' })
  expect(await rows('select words from group_need')).toEqual([{ words: 'Des tracts' }])
})

test('a meeting that nobody had set is reported all the same, and nobody is told of it', async () => {
  const { id, zoe, ana } = await threeOf()
  const answer = await zoe.post(`/groups/${id}/meetings`, { day: dayIn(-3), hour: '19:00' })
  expect(answer.headers.location).toMatch(/\/report$/)
  expect((await zoe.post(`/groups/${id}/meetings`, { day: dayIn(-100), hour: '19:00' })).statusCode).toBe(422)
  expect((await zoe.post(`/groups/${id}/meetings`, { day: dayIn(500), hour: '19:00' })).statusCode).toBe(422)
  expect((await zoe.post(`/groups/${id}/meetings`, { day: '2026-02-30', hour: '19:00' })).body).toContain('n’existe pas')
  expect(await mailsTo(ana)).toHaveLength(0)
  expect(await nextOf(id)).toBeNull()
})

test('who was in the group reads its meetings after a division; who comes later does not', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  const more = await addGroup(program, 4)
  for (const person of more.people) await join(program, id, person)
  await transact((tx) => setRole(tx, { group: id, person: ana.person, role: 'organiser' }))
  await zoe.post(`/groups/${id}/meetings`, { day: dayIn(-1), hour: '10:00' })
  const [meeting] = await rows<{ id: string }>('select id from meeting')
  await zoe.post(`/groups/${id}/meetings/${meeting!.id}/report`, {
    done: 'Avant la division',
    [`present[${ana.person}]`]: 'true',
  })
  const [a, b, c, d] = more.people as [string, string, string, string]
  later(1)
  const child = { name: 'Née', place_id: 'FR-69123', department_id: 'FR-69', country: 'FR', lng: 4.8, lat: 45.7 }
  const halves = { stay: [zoe.person, leo.person, a, b], move: [ana.person, c, d], lead: [] }
  const born = await transact((tx) => divideGroup(tx, { group: id, ...halves, child }, program.clock.now))
  expect((await ana.get(`/groups/${born}/meetings`)).body).toMatch(/Avant la division/)
  const eva = await signer(program, 'Eva')
  later(1)
  await join(program, born, eva.person)
  expect((await eva.get(`/groups/${born}/meetings`)).body).not.toContain('Avant la division')
})

test('the calendar file says when in any zone, replaces what it was, and keeps commas and lines as they are', async () => {
  program.clock.now = new Date('2026-11-10T12:00:00Z')
  const { id, zoe, ana } = await threeOf()
  const path = await setBy(zoe, id, { day: '2026-12-01', hour: '19:00', place: 'Café, au fond; à gauche', agenda: 'Un\nDeux' })
  const uid = /UID:(\S+)/
  const before = (await ana.get(`${path}/calendar.ics`)).body
  expect(before).toContain('DTSTART;TZID=Europe/Paris:20261201T190000')
  expect(before).toContain('LOCATION:Café\\, au fond\\; à gauche')
  expect(before).toContain('SEQUENCE:1')
  await zoe.post(path, { day: '2026-12-01', hour: '20:00' })
  const after = (await ana.get(`${path}/calendar.ics`)).body
  expect(after).toContain('SEQUENCE:2')
  expect(uid.exec(after)![1]).toBe(uid.exec(before)![1])
})

test('who has herself erased is gone from what was set, reported and attended', async () => {
  const { id, zoe, ana } = await threeOf()
  await transact((tx) => setRole(tx, { group: id, person: ana.person, role: 'organiser' }))
  const path = await setBy(zoe, id)
  await zoe.post(`${path}/answer`, { answer: 'yes' })
  await transact((tx) =>
    erasePerson(tx, {
      person: zoe.person,
      now: program.clock.now,
      ...erasing(program.app),
    }),
  )
  expect(await rows('select set_by from meeting')).toEqual([{ set_by: null }])
  expect(await rows('select 1 from attendance')).toHaveLength(0)
  expect((await ana.get(path)).statusCode).toBe(200)
})

test('never more than twelve meetings to come, however fast they are set', async () => {
  const { id, zoe } = await threeOf()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => zoe.post(`/groups/${id}/meetings`, { day: dayIn(n + 1), hour: '19:00' })),
  )
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(12)
})

test('a meeting is reported again and again while its members are erased: nobody waits for another in a circle', async () => {
  const { id, people } = await addGroup(program, 10)
  const zoe = await signer(program, 'Zoe')
  await join(program, id, zoe.person)
  await transact((tx) => setRole(tx, { group: id, person: zoe.person, role: 'organiser' }))
  await zoe.post(`/groups/${id}/meetings`, { day: dayIn(-1), hour: '19:00' })
  const [meeting] = await rows<{ id: string }>('select id from meeting')
  const present = Object.fromEntries(people.map((person) => [`present[${person}]`, 'true']))
  const report = () => zoe.post(`/groups/${id}/meetings/${meeting!.id}/report`, { ...present, doors: '3' })
  const erase = (person: string) => transact((tx) => erasePerson(tx, { person, now: program.clock.now, ...erasing(program.app) }))
  await Promise.all([report(), ...people.slice(1, 5).map(erase), report(), ...people.slice(5, 8).map(erase), report()])
  expect(await rows('select 1 from attendance where present')).toHaveLength(3)
})

test('scripts in places and reports are texts; a list costs the same number of queries, however many meetings', async () => {
  const { id, zoe } = await threeOf()
  const path = await setBy(zoe, id, { place: '<script>alert(1)</script>', agenda: '<img src=x onerror=alert(1)>' })
  expect((await zoe.get(path)).body).not.toMatch(/<script>alert|<img src=x/)
  const few = await countQueries(program, () => zoe.get(`/groups/${id}/meetings`))
  for (let n = 0; n < 6; n++) await setBy(zoe, id, { day: dayIn(n + 4) })
  expect(await countQueries(program, () => zoe.get(`/groups/${id}/meetings`))).toBe(few)
})

test('who left, or wants no mail and had said yes: the one answers no more, the other hears that it is off', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  const path = await setBy(zoe, id)
  const link = linkIn(await mailTo(leo), '/meeting/')
  await ana.post(`${path}/answer`, { answer: 'yes' })
  await ana.post(`/groups/${id}/membership/mails`, { mails: 'none' })
  await transact((tx) => removeMember(tx, { group: id, person: leo.person, reason: 'x' }, program.clock.now))
  expect((await program.server.inject(link)).statusCode).toBe(404)
  expect((await postForm(program, link, { answer: 'yes' })).statusCode).toBe(404)
  await zoe.post(`${path}/cancellation`)
  await until(async () => (await mailsTo(ana)).find(({ subject }) => subject?.includes('pas lieu')), 'word that it is off')
})

test('pressed twice, a meeting is set once and told once', async () => {
  const { id, zoe, ana } = await threeOf()
  const set = () => zoe.post(`/groups/${id}/meetings`, { day: dayIn(3), hour: '19:00' })
  expect((await Promise.all([set(), set(), set()])).every(({ statusCode }) => statusCode === 303)).toBe(true)
  expect(await rows('select 1 from meeting')).toHaveLength(1)
  await mailTo(ana)
  expect(await mailsTo(ana)).toHaveLength(1)
})

test('a group that comes into another brings its next meeting and its tasks along', async () => {
  const { id, zoe } = await threeOf()
  const eva = await signer(program, 'Eva')
  const other = await found(program, [eva.person])
  await setBy(zoe, id, { day: dayIn(5) })
  await setBy(zoe, id, { day: dayIn(6) })
  await setBy(eva, other, { day: dayIn(6) })
  await zoe.post(`/groups/${id}/tasks`, { words: 'Réserver la salle' })
  await transact((tx) => joinGroups(tx, { from: id, into: other, most: 12, kin: false }, program.clock.now))
  await until(
    async () =>
      (await rows('select 1 from meeting where group_id = $1 and cancelled_at is null', [other])).length === 2 ? true : undefined,
    'its meetings',
  )
  expect(await nextOf(id)).toBeNull()
  expect((await nextOf(other))!.toISOString().slice(0, 10)).toBe(dayIn(5))
  await until(
    async () => ((await eva.get(`/groups/${other}/tasks`)).body.includes('Réserver la salle') ? true : undefined),
    'its tasks',
  )
})

test('what a member did in another group is not on the desk of this one', async () => {
  const { id, zoe, ana } = await threeOf()
  const eva = await signer(program, 'Eva')
  const other = await found(program, [eva.person])
  await join(program, other, ana.person)
  later(24)
  await eva.post(`/groups/${other}/meetings`, ago(1))
  const [meeting] = await rows<{ id: string }>('select id from meeting')
  await eva.post(`/groups/${other}/meetings/${meeting!.id}/report`, { [`present[${ana.person}]`]: 'true' })
  expect(await rows('select 1 from attendance where present')).toHaveLength(1)
  expect((await zoe.get(`/groups/${id}/desk`)).body).not.toContain('Dernière rencontre')
})

test.each([
  ['too many guests', { guests: '9999' }],
  ['somebody without an id', { 'present[foo]': 'true' }],
  ['a key of every object', { 'present[__proto__]': 'true', guests: 'x' }],
  ['a next day that is gone', { next_day: '2020-01-01', next_hour: '19:00' }],
])('%s in a report is said, and the rest of it stays', async (_name, wrong) => {
  const { id, zoe } = await threeOf()
  await zoe.post(`/groups/${id}/meetings`, { day: dayIn(-1), hour: '19:00' })
  const [meeting] = await rows<{ id: string }>('select id from meeting')
  const answer = await zoe.post(`/groups/${id}/meetings/${meeting!.id}/report`, { done: 'Deux rues', ...wrong } as Record<
    string,
    string
  >)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('Deux rues')
  expect((await zoe.get(`/groups/${id}/meetings?before=2016-12-31T23:59:60Z`)).statusCode).toBeLessThan(500)
})

test('those in charge of the territory are told that a group needs something, once', async () => {
  const { id, zoe } = await threeOf()
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  await zoe.post(`/groups/${id}/meetings`, { day: dayIn(-1), hour: '19:00' })
  const [meeting] = await rows<{ id: string }>('select id from meeting')
  for (const need of ['Des tracts', 'Cent tracts']) await zoe.post(`/groups/${id}/meetings/${meeting!.id}/report`, { need })
  const told = async () => (await program.mails()).filter(({ subject }) => subject?.includes('besoin'))
  await until(async () => ((await told()).length > 0 ? true : undefined), 'word of the need')
  expect((await told()).map(({ to }) => to?.[0]?.address)).toEqual([coordinator.email])
  expect((await told())[0]!.text).not.toContain('tracts')
})
