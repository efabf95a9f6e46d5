import { rmSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import { expect, test } from 'vitest'
import { figuresOf, join, found, signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember, type Visitor } from '../../../../tests/support/staff.ts'
import { postForm } from '../../../../tests/support/signing.ts'
import { agreedBy } from '../core/wording.ts'
import { erasePerson, withdrawConsents } from '../../people/core/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { mergePeople } from '../../people/core/commands/merge.ts'
import { hashOf } from '../../people/addresses/index.ts'
import { NEWS } from '../../people/core/purposes.ts'
import { acceptSeat, declineSeat } from './commands/answer.ts'
import { drawPlan } from './drawing.ts'
import { workers } from './jobs.ts'
import { seatLinks } from './links.ts'

const program = await useProgram({ working: true })
const { app, rows } = program
const { transact } = app.database
const LYON = 'FR-69123'
const MARSEILLE = 'FR-13055'
let made = 0

/** Supporters of a town who agree to get news by mail. */
async function neighbours(n: number, place = LYON): Promise<string[]> {
  const people = Array.from({ length: n }, () => {
    made += 1
    return { given_name: `N${made}`, family_name: 'Durand', email: `n${made}@example.org`, place, news: true }
  })
  return addSupporters(program, people)
}

/** An audience of all supporters, and somebody who plans. */
async function planner(area = 'FR-69'): Promise<Visitor & { audience: string }> {
  const browser = await staffMember(program, 'coordinator', { area_id: area })
  const [audience] = await rows<{ id: string }>(
    `insert into audience (id, name, rule, created_at, updated_at) values (gen_random_uuid(), $1, '{"op":"all","of":[]}', now(), now()) returning id`,
    [`Tous ${(made += 1)}`],
  )
  return { ...browser, audience: audience!.id }
}

async function drawnBy(who: Visitor & { audience: string }, form: Record<string, string> = {}): Promise<string> {
  const answer = await who.post('/staff/plans', { name: 'Rhône', audience: who.audience, size: '7', reach: '20', ...form })
  expect(answer.statusCode).toBe(303)
  const path = String(answer.headers.location)
  await until(async () => ((await stateOf(path)) === 'drawing' ? undefined : true), 'the plan')
  return path
}

const idOf = (path: string) => path.split('/').at(-1)!
const stateOf = async (path: string) =>
  (await rows<{ state: string }>('select state from plan where id = $1', [idOf(path)]))[0]!.state
const seats = (path: string) =>
  rows<{ id: string; person: string; state: string; planned: string | null }>(
    'select id, person_id as person, state, planned_group_id as planned from planned_seat where plan_id = $1 order by person_id',
    [idOf(path)],
  )
const groupsOf = (path: string) =>
  rows<{ id: string; name: string; n: number; state: string; group_id: string | null }>(
    `select g.id, g.name, g.state, g.group_id, (select count(*)::integer from planned_seat s where s.planned_group_id = g.id) as n
    from planned_group g where plan_id = $1 order by n desc, g.id`,
    [idOf(path)],
  )
const invitations = async () => (await program.mails()).filter(({ text }) => text?.includes('/planned/'))

async function invitedBy(who: Visitor & { audience: string }, people: number): Promise<string> {
  const path = await drawnBy(who)
  expect((await who.post(`${path}/invitation`)).statusCode).toBe(303)
  await until(async () => ((await invitations()).length >= people ? true : undefined), `${people} invitations`)
  return path
}

const accept = (seat: string, organises = false) =>
  transact((tx) => acceptSeat(tx, { seat, organises, agreed: agreedBy('fr') }, program.clock.now))

test('a plan is drawn, looked at, adjusted, and asks everybody once, with the names of no one', async () => {
  await neighbours(20)
  const who = await planner()
  const path = await drawnBy(who)
  const page = (await who.get(path)).body
  expect(page).toContain('Personne n’a encore rien reçu')
  expect(page).not.toMatch(/N\d+ Durand|n\d+@example/)
  const [first, second, third] = await groupsOf(path)
  expect([first!, second!, third!].map(({ n }) => n).reduce((a, b) => a + b)).toBe(20)
  expect((await who.get(`${path}/groups/${first!.id}`)).statusCode).toBe(200)
  await who.post(`${path}/groups/${first!.id}`, { name: 'Les Pentes', town: 'Villeurbanne' })
  expect((await who.post(`${path}/groups/${first!.id}`, { name: 'x', town: 'Nulle-Part' })).statusCode).toBe(422)
  expect((await who.get(path)).body).toMatch(/Les Pentes[\s\S]*Villeurbanne/)
  expect((await who.post(`${path}/groups/${third!.id}/join`, { into: second!.id })).statusCode).toBe(409)
  await who.post(`${path}/groups/${third!.id}/removal`)
  expect(await invitations()).toHaveLength(0)
  expect((await who.get(`${path}/invitation`)).body).toContain(`Inviter ${20 - third!.n} personnes`)
  const pressed = await Promise.all([1, 2].map(() => who.post(`${path}/invitation`)))
  expect(pressed.map(({ statusCode }) => statusCode)).toEqual([303, 303])
  await until(async () => ((await invitations()).length === 20 - third!.n ? true : undefined), 'all invitations')
  for (const mail of await invitations()) {
    const own = /Bonjour (N\d+)/.exec(mail.text!)![1]!
    expect(mail.text!.split('http')[0]!.replaceAll(own, '')).not.toMatch(/N\d+|Durand|example\.org/)
    expect(mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toBeTruthy()
  }
  expect((await seats(path)).filter(({ state }) => state === 'left')).toHaveLength(third!.n)
})

test('planned is who agrees to news, is in no group, lives in the territory, and is asked by no other plan', async () => {
  const [grouped, quiet, paused, restricted] = await neighbours(4)
  const free = await neighbours(4)
  await neighbours(5, MARSEILLE)
  await found(program, [grouped!])
  await rows("update person set agreed = array_remove(agreed, 'news:email') where id = $1 returning id", [quiet])
  await rows("update person set paused_until = '2100-01-01' where id = $1 returning id", [paused])
  await rows('update person set restricted_at = now() where id = $1 returning id', [restricted])
  const who = await planner()
  const path = await drawnBy(who)
  expect((await seats(path)).map(({ person }) => person)).toEqual(free.toSorted())
  await who.post(`${path}/invitation`)
  await until(async () => ((await invitations()).length === 4 ? true : undefined), 'invitations')
  const other = await planner()
  expect(await stateOf(await drawnBy(other))).toBe('empty')
})

test('two plans that ask the same people at once ask each of them once', async () => {
  await neighbours(12)
  const [one, two] = [await planner(), await planner()]
  const paths = [await drawnBy(one), await drawnBy(two)]
  await Promise.all([one.post(`${paths[0]}/invitation`), two.post(`${paths[1]}/invitation`)])
  await until(
    async () => ((await rows("select 1 from planned_seat where state = 'proposed'")).length === 0 ? true : undefined),
    'all',
  )
  expect(await rows("select 1 from planned_seat where state = 'invited'")).toHaveLength(12)
  expect(await rows("select 1 from planned_seat where state = 'left'")).toHaveLength(12)
})

/** She takes back that she wants news. */
const takeBack = (person: string) =>
  transact((tx) =>
    withdrawConsents(tx, {
      person,
      purposes: [NEWS],
      now: program.clock.now,
      wording: { id: 'test', text: 'No more' },
      locale: 'fr',
      hashOf: hashOf(app),
    }),
  )

test('consent counts when the mail leaves', async () => {
  const people = await neighbours(5)
  const who = await planner()
  const path = await drawnBy(who)
  await takeBack(people[0]!)
  await who.post(`${path}/invitation`)
  await until(async () => ((await invitations()).length === 4 ? true : undefined), 'four invitations')
  await until(
    async () => ((await rows("select 1 from planned_seat where state = 'left'")).length === 1 ? true : undefined),
    'one left out',
  )
  // Asked, and taken back before the mail left.
  const invited = (await seats(path)).find(({ state }) => state === 'invited')
  await takeBack(invited!.person)
  rmSync(pathOf(app.config.dataDir, 'outbox'), { recursive: true, force: true })
  await workers.find(({ queue }) => queue.name === 'planning.seat-mail')!.work(app, { seat: invited!.id })
  expect(await invitations()).toHaveLength(0)
  expect((await seats(path)).find(({ id }) => id === invited!.id)!.state).toBe('left')
})

test('the link of a mail shows a page that changes nothing; three yeses, one of whom organises, make a group', async () => {
  await neighbours(5)
  const who = await planner()
  const path = await invitedBy(who, 5)
  const links = (await invitations()).map((mail) => linkIn(mail, '/planned/'))
  for (const link of links) expect((await program.server.inject(link)).body).toContain('Un groupe à Lyon')
  expect((await seats(path)).every(({ state }) => state === 'invited')).toBe(true)
  expect((await postForm(program, links[0]!, { answer: 'yes' })).statusCode).toBe(303)
  await postForm(program, links[1]!, { answer: 'yes' })
  await postForm(program, links[2]!, { answer: 'yes' })
  expect((await program.server.inject(links[2]!)).body).toContain('Vous êtes 3')
  expect(await rows('select 1 from local_group')).toHaveLength(0)
  expect((await who.get(path)).body).toContain('personne n’anime encore')
  await postForm(program, links[3]!, { answer: 'yes', organises: 'true', 'sharing[organisers_see]': 'true' })
  const [group] = await rows<{ id: string }>('select id from local_group')
  expect(await figuresOf(program, group!.id)).toMatchObject({ size: 4, organisers: 1 })
  expect((await program.server.inject(links[0]!)).body).toContain('Votre groupe existe')
  await postForm(program, links[4]!, { answer: 'yes' })
  expect(await figuresOf(program, group!.id)).toMatchObject({ size: 5 })
  expect(await rows("select 1 from consent where purpose = 'group-organisers'")).toHaveLength(1)
  await until(
    async () => ((await program.mails()).filter(({ subject }) => subject?.includes('existe')).length === 4 ? true : undefined),
    'word to those who waited',
  )
  expect((await who.get(path)).body).toContain('créé')
})

test('fifty who say yes at the same moment: each group is founded once, and nobody is in two', async () => {
  await neighbours(50)
  const who = await planner()
  const path = await invitedBy(who, 50)
  const all = await seats(path)
  await Promise.all(all.map(({ id }, n) => accept(id, n % 2 === 0)))
  const planned = await groupsOf(path)
  expect(planned.every(({ state }) => state === 'founded')).toBe(true)
  expect(new Set(planned.map(({ group_id }) => group_id)).size).toBe(planned.length)
  for (const { group_id, n } of planned) expect(await figuresOf(program, group_id!)).toMatchObject({ size: n })
  expect(await rows('select person_id from membership group by person_id having count(*) > 1')).toHaveLength(0)
}, 60_000)

test('yes, no, yes again, and erasures in between: nobody waits in a circle, and who is gone is in no group', async () => {
  const people = await neighbours(12)
  const who = await planner()
  const path = await invitedBy(who, 12)
  const all = await seats(path)
  const erase = (person: string) => transact((tx) => erasePerson(tx, { person, now: program.clock.now, ...erasing(app) }))
  await Promise.allSettled([
    ...all.map(({ id }) => accept(id, true)),
    ...people.slice(0, 3).map(erase),
    ...all.slice(6).map(({ id }) => transact((tx) => declineSeat(tx, id, program.clock.now))),
  ])
  const [{ n } = { n: -1 }] = await rows<{ n: number }>('select count(*)::integer as n from membership')
  const [{ size } = { size: -2 }] = await rows<{ size: number }>(
    'select coalesce(sum(size), 0)::integer as size from local_group',
  )
  expect(n).toBe(size)
  expect(
    await rows(
      "select 1 from planned_seat s join planned_group g on g.id = s.planned_group_id where g.state = 'founded' and s.state = 'accepted'",
    ),
  ).toHaveLength(0)
})

test('who came into a group meanwhile is not put into another by an old yes', async () => {
  await neighbours(4)
  const who = await planner()
  const path = await invitedBy(who, 4)
  const [first, second, third, fourth] = await seats(path)
  await accept(first!.id)
  await accept(second!.id)
  const eva = await signer(program, 'Eva')
  await join(program, await found(program, [eva.person]), first!.person)
  await accept(third!.id, true)
  expect(await rows("select 1 from planned_group where state = 'founded'")).toHaveLength(0)
  await accept(fourth!.id)
  const [planned] = await groupsOf(path)
  expect(await figuresOf(program, planned!.group_id!)).toMatchObject({ size: 3 })
  expect(await rows('select 1 from membership where person_id = $1', [first!.person])).toHaveLength(1)
})

test('planning again takes those whose group did not come about; who said no or nothing is left in peace for ninety days', async () => {
  await neighbours(9)
  const who = await planner()
  const path = await invitedBy(who, 9)
  const all = await seats(path)
  await accept(all[0]!.id)
  await transact((tx) => declineSeat(tx, all[1]!.id, program.clock.now))
  const fresh = await neighbours(4)
  const again = String((await who.post(`${path}/again`)).headers.location)
  await until(async () => ((await stateOf(again)) === 'drawing' ? undefined : true), 'the second plan')
  expect((await seats(again)).map(({ person }) => person)).toEqual([all[0]!.person, ...fresh].toSorted())
  const link = seatLinks.path(app, all[2]!.id)
  expect((await program.server.inject(link)).body).toContain('Cette proposition est passée')
  expect((await postForm(program, link, { answer: 'yes' })).statusCode).toBe(409)
  program.clock.now = new Date(program.clock.now.getTime() + 91 * 86_400_000)
  const later = await drawnBy(await planner())
  expect(await seats(later)).toHaveLength(13)
})

test('a plan is seen by who made it and by who plans everywhere; another territory sees nothing', async () => {
  await neighbours(6)
  const who = await planner()
  const path = await drawnBy(who)
  const other = await planner('FR-13')
  expect((await other.get(path)).statusCode).toBe(404)
  expect((await other.post(`${path}/invitation`)).statusCode).toBe(404)
  expect((await other.post(`${path}/again`)).statusCode).toBe(404)
  const same = await planner()
  expect((await same.get(path)).statusCode).toBe(404)
  const administrator = await staffMember(program, 'administrator')
  expect((await administrator.get(path)).statusCode).toBe(200)
  const [group] = await groupsOf(path)
  const elsewhere = await drawnBy(who)
  expect((await who.post(`${elsewhere}/groups/${group!.id}/removal`)).statusCode).toBe(409)
  expect((await who.get(`${elsewhere}/groups/${group!.id}`)).statusCode).toBe(404)
  await who.post(`${path}/removal`)
  expect((await who.get(path)).statusCode).toBe(404)
  expect(await groupsOf(elsewhere)).not.toHaveLength(0)
})

test('a token of another kind, or bent, opens no seat', async () => {
  await neighbours(3)
  const who = await planner()
  const path = await invitedBy(who, 3)
  const [seat] = await seats(path)
  const own = seatLinks.path(app, seat!.id)
  const forged = `/planned/${app.seals.sign('boards.quiet', seat!.id)}`
  for (const url of [`${own}x`, forged, `/planned/${seat!.id}`]) expect((await program.server.inject(url)).statusCode).toBe(404)
  program.clock.now = new Date(program.clock.now.getTime() + 61 * 86_400_000)
  expect((await program.server.inject(own)).statusCode).toBe(404)
})

test('a worker that died while drawing begins anew; one that was late changes nothing', async () => {
  await neighbours(10)
  const who = await planner()
  const path = await drawnBy(who)
  await rows("update plan set state = 'drawing' where id = $1 returning id", [idOf(path)])
  await rows('delete from planned_seat where id in (select id from planned_seat where plan_id = $1 limit 4) returning id', [
    idOf(path),
  ])
  await drawPlan(app, idOf(path))
  expect(await seats(path)).toHaveLength(10)
  await drawPlan(app, idOf(path))
  expect(await seats(path)).toHaveLength(10)
  expect(await stateOf(path)).toBe('drawn')
})

test('a plan’s page costs the same number of queries, however many groups', async () => {
  await neighbours(4)
  const who = await planner()
  const small = await drawnBy(who)
  const few = await countQueries(program, () => who.get(small))
  await neighbours(60)
  const large = await drawnBy(who, { size: '3' })
  expect((await groupsOf(large)).length).toBeGreaterThan(10)
  expect(await countQueries(program, () => who.get(large))).toBe(few)
})

test('three who would, and nobody who leads: each is asked once; one who says so then founds the group', async () => {
  await neighbours(4)
  const who = await planner()
  const path = await invitedBy(who, 4)
  const [first, second, third] = await seats(path)
  for (const { id } of [first!, second!, third!]) await accept(id)
  const asked = async () => (await program.mails()).filter(({ subject }) => subject?.includes('pour animer'))
  await until(async () => ((await asked()).length === 3 ? true : undefined), 'three mails')
  const link = seatLinks.path(app, first!.id)
  expect((await program.server.inject(link)).body).toContain('Je veux bien animer')
  await postForm(program, link, { answer: 'yes', organises: 'true', again: 'true' })
  const [planned] = await groupsOf(path)
  expect(await figuresOf(program, planned!.group_id!)).toMatchObject({ size: 3, organisers: 1 })
  expect(await asked()).toHaveLength(3)
})

test('a no may become a yes; a yes of before is not undone by a link', async () => {
  await neighbours(3)
  const who = await planner()
  const path = await invitedBy(who, 3)
  const [first] = await seats(path)
  const link = seatLinks.path(app, first!.id)
  await postForm(program, link, { answer: 'no' })
  expect((await program.server.inject(link)).body).toContain('Finalement, oui')
  await postForm(program, link, { answer: 'yes' })
  expect((await seats(path))[0]!.state).toBe('accepted')
})

test('who said no cannot say yes any more once another plan has asked her', async () => {
  await neighbours(3)
  const who = await planner()
  const path = await invitedBy(who, 3)
  const [first] = await seats(path)
  await transact((tx) => declineSeat(tx, first!.id, program.clock.now))
  const [other] = await rows<{ id: string }>(
    `with p as (insert into plan (id, name, rule, scope, size, reach, state, made_at)
       select gen_random_uuid(), name, rule, scope, size, reach, state, made_at from plan where id = $1 returning id),
     g as (insert into planned_group (id, plan_id, name, place_id, state) select gen_random_uuid(), id, 'x', $2, 'inviting' from p returning id, plan_id)
     insert into planned_seat (id, plan_id, planned_group_id, person_id, state) select gen_random_uuid(), plan_id, id, $3, 'proposed' from g returning id`,
    [idOf(path), LYON, first!.person],
  )
  const say = (state: string) => rows('update planned_seat set state = $1 where id = $2', [state, other!.id])
  for (const state of ['invited', 'accepted']) {
    await say(state)
    await expect(accept(first!.id)).rejects.toThrow('planning.seat.over')
  }
  // Having said no to the other too, she may come back to this one.
  await say('declined')
  await accept(first!.id)
  expect((await seats(path)).map(({ state }) => state).toSorted()).toEqual(['accepted', 'invited', 'invited'])
})

test('who is in her group, in another, or was never asked says neither yes nor no any more', async () => {
  await neighbours(4)
  const who = await planner()
  const path = await invitedBy(who, 4)
  const [first, second, third, fourth] = await seats(path)
  for (const seat of [first!, second!, third!]) await accept(seat.id, true)
  expect((await seats(path)).filter(({ state }) => state === 'placed')).toHaveLength(3)
  await expect(transact((tx) => declineSeat(tx, first!.id, program.clock.now))).rejects.toThrow('planning.seat.over')
  const [planned] = await groupsOf(path)
  // Twice yes is the same yes.
  expect(await accept(first!.id)).toEqual({ group: planned!.group_id })
  const eva = await signer(program, 'Eva')
  await join(program, await found(program, [eva.person]), fourth!.person)
  await expect(accept(fourth!.id)).rejects.toThrow('planning.seat.grouped')
  await rows("update planned_seat set state = 'silent' where id = $1", [fourth!.id])
  await expect(accept(fourth!.id)).rejects.toThrow('planning.seat.over')
  await expect(transact((tx) => declineSeat(tx, fourth!.id, program.clock.now))).rejects.toThrow('planning.seat.over')
})

test('somebody who says no while her group is being founded is in it, or has said no: never both', async () => {
  await neighbours(12)
  const who = await planner()
  const path = await invitedBy(who, 12)
  const all = await seats(path)
  for (const { id } of all) await accept(id)
  await Promise.allSettled([
    ...all.slice(0, 3).map(({ id }) => accept(id, true)),
    ...all.slice(3).map(({ id }) => transact((tx) => declineSeat(tx, id, program.clock.now))),
  ])
  expect(
    await rows("select 1 from planned_seat s join membership m on m.person_id = s.person_id where s.state <> 'placed'"),
  ).toHaveLength(0)
  expect(
    await rows(
      "select 1 from planned_seat s where state = 'placed' and not exists (select from membership m where m.person_id = s.person_id)",
    ),
  ).toHaveLength(0)
})

test('an invitation whose link is over is silence; three months after it she may be asked again', async () => {
  await neighbours(4)
  const who = await planner()
  await invitedBy(who, 4)
  program.clock.now = new Date(program.clock.now.getTime() + 61 * 86_400_000)
  await workers.find(({ queue }) => queue.name === 'planning.tidying')!.work(app, {})
  expect(await rows("select 1 from planned_seat where state = 'silent'")).toHaveLength(4)
  expect(await stateOf(await drawnBy(await planner()))).toBe('empty')
  program.clock.now = new Date(program.clock.now.getTime() + 31 * 86_400_000)
  expect(await stateOf(await drawnBy(await planner()))).toBe('drawn')
})

test('whoever plans everywhere and presses “again” keeps the territory and whose plan it is', async () => {
  const here = await neighbours(4)
  await neighbours(4, MARSEILLE)
  const who = await planner()
  const path = await drawnBy(who)
  const administrator = await staffMember(program, 'administrator')
  const again = String((await administrator.post(`${path}/again`)).headers.location)
  await until(async () => ((await stateOf(again)) === 'drawing' ? undefined : true), 'the second plan')
  expect((await seats(again)).map(({ person }) => person)).toEqual(here.toSorted())
  expect((await who.get(again)).statusCode).toBe(200)
})

test('two records of one person, each asked by a plan, become one that is asked once', async () => {
  const people = await neighbours(8)
  const who = await planner()
  await invitedBy(who, 8)
  const [keep, drop] = [people[0]!, people[7]!]
  await rows("update planned_seat set state = 'left', planned_group_id = null where person_id = $1 returning id", [drop])
  await neighbours(3)
  const other = await drawnBy(who)
  await who.post(`${other}/invitation`)
  await until(async () => ((await invitations()).length === 12 ? true : undefined), 'four more invitations')
  await transact((tx) => mergePeople(tx, { keep, drop, choices: {}, tables: app.personalData }, program.clock.now))
  expect(await rows("select 1 from planned_seat where person_id = $1 and state in ('invited', 'accepted')", [keep])).toHaveLength(
    1,
  )
  expect((await seats(other)).map(({ person }) => person)).not.toContain(keep)
})

test('who said no to another plan, or came into a group since it was drawn, is not asked; groups that got too small are not either', async () => {
  const people = await neighbours(8)
  const [one, two] = [await planner(), await planner()]
  const paths = [await drawnBy(one), await drawnBy(two, { size: '4' })]
  await one.post(`${paths[0]}/invitation`)
  await until(async () => ((await invitations()).length === 8 ? true : undefined), 'the first invitations')
  for (const { id } of await seats(paths[0]!)) await transact((tx) => declineSeat(tx, id, program.clock.now))
  await two.post(`${paths[1]}/invitation`)
  await until(
    async () => ((await seats(paths[1]!)).every(({ state }) => state === 'left') ? true : undefined),
    'nobody left to ask',
  )
  program.clock.now = new Date(program.clock.now.getTime() + 91 * 86_400_000)
  const three = await planner()
  const third = await drawnBy(three, { size: '4' })
  const eva = await signer(program, 'Eva')
  const group = await found(program, [eva.person])
  const half = (await groupsOf(third))[0]!
  const inHalf = (await seats(third)).filter(({ planned }) => planned === half.id)
  for (const { person } of inHalf.slice(0, half.n - 2)) await join(program, group, person)
  await three.post(`${third}/invitation`)
  await until(
    async () =>
      (await rows("select 1 from planned_group where state = 'dropped' and id = $1", [half.id])).length === 1 ? true : undefined,
    'the small group',
  )
  await until(async () => ((await invitations()).length === 8 + 8 - half.n ? true : undefined), 'the others')
  expect(people).toHaveLength(8)
})

test('a town outside the planner’s territory is no place for a group of hers', async () => {
  await neighbours(4)
  const who = await planner()
  const path = await drawnBy(who)
  const [group] = await groupsOf(path)
  const answer = await who.post(`${path}/groups/${group!.id}`, { name: 'Ailleurs', town: 'Marseille' })
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('pas dans votre territoire')
})

test('somebody under restriction says nothing and is put nowhere', async () => {
  await neighbours(4)
  const who = await planner()
  const path = await invitedBy(who, 4)
  const all = await seats(path)
  await accept(all[0]!.id)
  await rows('update person set restricted_at = now() where id = $1 returning id', [all[0]!.person])
  await accept(all[1]!.id, true)
  await accept(all[2]!.id)
  expect(await rows('select 1 from local_group')).toHaveLength(0)
  await accept(all[3]!.id)
  expect(await rows('select 1 from membership where person_id = $1', [all[0]!.person])).toHaveLength(0)
  await expect(accept(all[0]!.id)).rejects.toThrow()
})
