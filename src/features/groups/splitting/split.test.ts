import { expect, test } from 'vitest'
import { addGroup, figuresOf, found, join, nodAll, signer, type Signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { setRole } from '../core/commands/lead.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { decide, type Decision, undoDivision } from './commands/decide.ts'
import { openIfOver } from './commands/open.ts'
import { sayWish } from './commands/wish.ts'
import { workers } from './jobs.ts'
const program = await useProgram({ working: true })
const { rows } = program
const { transact } = program.app.database
const CHILD = { name: 'Villeurbanne', place_id: 'FR-69266', department_id: 'FR-69', country: 'FR', lng: 4.88, lat: 45.77 }
const days = (n: number) => (program.clock.now = new Date(program.clock.now.getTime() + n * 86_400_000))
const settled = (results: PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === 'fulfilled').length
const splitOf = (group: string) =>
  until(
    async () =>
      (
        await rows<{
          id: string
          state: string
          child_id: string
          escalated_at: Date | null
          automatic: boolean
          reminders: number
        }>('select * from split where group_id = $1 order by opened_at desc, id desc', [group])
      )[0],
    'a split',
  )
const membersOf = async (group: string) =>
  (
    await rows<{ person_id: string }>('select person_id from membership where group_id = $1 order by joined_at, person_id', [
      group,
    ])
  ).map(({ person_id }) => person_id)
const deadlines = () => workers.find(({ queue }) => queue.name === 'splitting.deadlines')!.work(program.app, {})
const erase = (person: string) => transact((tx) => erasePerson(tx, { person, now: program.clock.now, ...erasing(program.app) }))

/** A group of thirteen whose first two are signed in and lead it, and the thirteenth. Its split is open. */
async function thirteen(): Promise<{ id: string; people: string[]; zoe: Signer; ana: Signer; leo: Signer }> {
  const [zoe, ana, leo] = [await signer(program, 'Zoe'), await signer(program, 'Ana'), await signer(program, 'Leo')]
  const others = await addSupporters(
    program,
    Array.from({ length: 10 }, (_, n) => ({
      given_name: `P${n}`,
      family_name: 'Durand',
      place: n < 5 ? 'FR-69266' : 'FR-69123',
    })),
  )
  const id = await found(program, [zoe.person, ana.person, ...others])
  await transact((tx) => setRole(tx, { group: id, person: ana.person, role: 'organiser' }))
  await leo.post(`/groups/${id}/membership`)
  await splitOf(id)
  return { id, people: await membersOf(id), zoe, ana, leo }
}

/** Half of them each way, the two organisers apart. */
function halved(people: string[], zoe: string, ana: string): Pick<Decision, 'stay' | 'move'> {
  const others = people.filter((one) => one !== zoe && one !== ana)
  return { stay: [zoe, ...others.slice(0, 6)], move: [ana, ...others.slice(6)] }
}

const decisionForm = ({ stay, move }: Pick<Decision, 'stay' | 'move'>) => ({
  name: 'Villeurbanne',
  where: 'Villeurbanne',
  ...Object.fromEntries([...stay.map((id) => [`side[${id}]`, 'stay']), ...move.map((id) => [`side[${id}]`, 'move'])]),
})

test('the thirteenth is welcomed and opens a split; everybody is told, and each may say what she wishes', async () => {
  const { id, zoe, leo } = await thirteen()
  expect(await figuresOf(program, id)).toMatchObject({ size: 13, over: true })
  await until(
    async () => (await program.mails()).filter(({ subject }) => /deux groupes/.test(subject ?? '')).length === 13 || undefined,
    'thirteen mails',
  )
  // A newcomer does not see yet who they are.
  expect((await leo.get(`/groups/${id}/split`)).statusCode).toBe(403)
  await nodAll(program, id)
  const page = (await leo.get(`/groups/${id}/split`)).body
  expect(page).toContain('Proposition 1')
  expect(page).not.toContain('/split/decision')
  expect((await leo.post(`/groups/${id}/split/wish`, { organises: 'true', [`with[${zoe.person}]`]: 'true' })).statusCode).toBe(
    303,
  )
  expect((await leo.get(`/groups/${id}/split`)).body).toMatch(/name="organises"[^>]*checked/)
  expect((await leo.get(`/groups/${id}/split/decision`)).statusCode).toBe(403)
})

test('an organiser decides; consents, roles and joining days go along, and the family shows it', async () => {
  const { id, people, zoe, ana, leo } = await thirteen()
  await leo.post(`/groups/${id}/membership/sharing`, { 'sharing[organisers_see]': 'true' })
  const before = await rows(
    'select person_id, role, joined_at, how, shows_name, shows_contact, organisers_see from membership where group_id = $1 order by 1',
    [id],
  )
  const form = (await zoe.get(`/groups/${id}/split/decision?proposal=0`)).body
  expect(form.match(/value="(stay|move)" checked/g)).toHaveLength(13)
  const response = await zoe.post(`/groups/${id}/split/decision`, decisionForm(halved(people, zoe.person, ana.person)))
  expect(response.statusCode).toBe(303)
  const { child_id: child, state } = await splitOf(id)
  expect(state).toBe('divided')
  const after = await rows(
    'select person_id, role, joined_at, how, shows_name, shows_contact, organisers_see from membership where group_id in ($1, $2) order by 1',
    [id, child],
  )
  expect(after).toEqual(before)
  expect(await figuresOf(program, id)).toMatchObject({ size: 7, organisers: 1, over: false })
  expect(await figuresOf(program, child)).toMatchObject({ size: 6, organisers: 1, over: false })
  const lineage = (await program.server.inject(`/groups/${id}/lineage`)).body
  expect(lineage).toContain('a donné naissance à un groupe, 6 personnes')
  expect(lineage).toContain(`/groups/${child}`)
  expect((await program.server.inject('/groups/generations')).body).toContain('13')
  // What each may see went along with the line between the two groups.
  expect((await ana.get(`/groups/${child}/members`)).statusCode).toBe(200)
  expect((await ana.get(`/groups/${id}/members`)).statusCode).toBe(403)
  expect((await zoe.get(`/groups/${child}/members`)).statusCode).toBe(403)
})

test('one names three whom she would stay with at most, of her group alone', async () => {
  const group = await addGroup(program, 13)
  await transact((tx) => openIfOver(tx, group.id, program.clock.now))
  const [me, a, b, c, d] = group.people as [string, string, string, string, string]
  const [stranger] = await addSupporters(program, [{ given_name: 'S', family_name: 'D' }])
  const named = async (companions: string[]) => {
    await transact((tx) =>
      sayWish(tx, { group: group.id, person: me, organises: false, hosts: false, companions }, program.clock.now),
    )
    return (await rows<{ other_id: string }>("select other_id from split_tie where kind = 'wish'")).map(
      ({ other_id }) => other_id,
    )
  }
  expect((await named([me, a, b, c, d])).toSorted()).toEqual([a, b, c].toSorted())
  expect(await named([d, stranger!])).toEqual([d])
  expect(await named([])).toEqual([])
})

test('a decision says what is wrong with it, and changes nothing', async () => {
  const { id, people, zoe, ana, leo } = await thirteen()
  const { stay, move } = halved(people, zoe.person, ana.person)
  const path = `/groups/${id}/split/decision`
  const lopsided = decisionForm({ stay: [...stay, ...move.slice(2)], move: move.slice(0, 2) })
  const leaderless = decisionForm({
    stay: [...stay.slice(1), zoe.person, ana.person].slice(-8),
    move: people.filter((one) => ![...stay.slice(1), zoe.person, ana.person].slice(-8).includes(one)),
  })
  const incomplete = decisionForm({ stay, move: move.slice(0, -1) })
  const foreign = decisionForm({ stay, move: [...move.slice(0, -1), crypto.randomUUID()] })
  for (const form of [lopsided, leaderless, incomplete, foreign]) expect((await zoe.post(path, form)).statusCode).toBe(409)
  expect((await zoe.post(path, { ...decisionForm({ stay, move }), name: '' })).statusCode).toBe(422)
  expect((await leo.post(path, decisionForm({ stay, move }))).statusCode).toBe(403)
  await zoe.post(`/groups/${id}/split/pins`, { first: stay[1]!, second: move[1]! })
  expect((await zoe.post(path, decisionForm({ stay, move }))).statusCode).toBe(409)
  expect(await figuresOf(program, id)).toMatchObject({ size: 13 })
})

test('two organisers decide two divisions at the same moment: one holds, the other is told', async () => {
  const { id, people, zoe, ana } = await thirteen()
  const one = halved(people, zoe.person, ana.person)
  const two = halved(people.toReversed(), zoe.person, ana.person)
  const answers = await Promise.allSettled([
    transact((tx) => decide(tx, { group: id, ...one, child: CHILD, by: zoe.person }, program.clock.now)),
    transact((tx) => decide(tx, { group: id, ...two, child: CHILD, by: ana.person }, program.clock.now)),
  ])
  expect(settled(answers)).toBe(1)
  expect(await rows('select 1 from local_group where parent_id = $1', [id])).toHaveLength(1)
  const { child_id: child } = await splitOf(id)
  expect((await membersOf(id)).length + (await membersOf(child)).length).toBe(13)
})

test('somebody leaves, joins or is erased while a division is decided: nobody is lost, nobody is in both', async () => {
  for (const crossing of ['leave', 'join', 'erase'] as const) {
    const { id, people, zoe, ana, leo } = await thirteen()
    const [newcomer] = await addSupporters(program, [{ given_name: 'N', family_name: 'D' }])
    const meanwhile = {
      leave: () => leo.post(`/groups/${id}/membership/removal`),
      join: () => join(program, id, newcomer!),
      erase: () => erase(leo.person),
    }
    const division = halved(people, zoe.person, ana.person)
    const [decided, crossed] = await Promise.allSettled([
      transact((tx) => decide(tx, { group: id, ...division, child: CHILD, by: zoe.person }, program.clock.now)),
      meanwhile[crossing](),
    ])
    const groups = await rows<{ id: string; size: number; n: number }>(
      'select g.id, g.size, (select count(*)::integer from membership m where m.group_id = g.id) as n from local_group g where g.id = $1 or parent_id = $1',
      [id],
    )
    expect(groups).toHaveLength(decided!.status === 'fulfilled' ? 2 : 1)
    for (const { size, n } of groups) expect(size).toBe(n)
    const total = groups.reduce((sum, { n }) => sum + n, 0)
    // Whoever was moved before she pressed has left nothing: the group that she meant is not hers any more.
    const answer =
      crossed!.status === 'fulfilled' ? (crossed!.value as { statusCode?: number } | undefined)?.statusCode : undefined
    const left = crossing === 'erase' || answer === 303
    expect(total).toBe(crossing === 'join' ? 14 : left ? 12 : 13)
  }
})

test('a page of before somebody left decides nothing', async () => {
  const { id, people, zoe, ana, leo } = await thirteen()
  const { stay, move } = halved(people, zoe.person, ana.person)
  const extra = await signer(program, 'Eva')
  await extra.post(`/groups/${id}/membership`)
  await leo.post(`/groups/${id}/membership/removal`)
  const stale = await zoe.post(`/groups/${id}/split/decision`, decisionForm({ stay, move }))
  expect(stale.statusCode).toBe(409)
  expect(stale.body).toContain('revoyez les propositions')
})

test('a member leaves and it is twelve again: the split goes by itself', async () => {
  const { id, leo } = await thirteen()
  await leo.post(`/groups/${id}/membership/removal`)
  await until(async () => ((await splitOf(id)).state === 'dropped' ? true : undefined), 'the split to be dropped')
  expect((await leo.get(`/groups/${id}/split`)).statusCode).toBe(403)
})

test('undo: one organiser of each half, and whoever came since comes along', async () => {
  const { id, people, zoe, ana } = await thirteen()
  await zoe.post(`/groups/${id}/split/decision`, decisionForm(halved(people, zoe.person, ana.person)))
  const { id: split, child_id: child } = await splitOf(id)
  const eva = await signer(program, 'Eva')
  await eva.post(`/groups/${child}/membership`)
  await zoe.post(`/groups/${id}/split/${split}/undoing`)
  await zoe.post(`/groups/${id}/split/${split}/undoing`)
  expect(await figuresOf(program, id)).toMatchObject({ size: 7 })
  await until(
    async () =>
      (await program.mails()).find(
        ({ subject, to }) => to?.[0]?.address === ana.email && /revenir en arrière/.test(subject ?? ''),
      ),
    'a mail to the other half',
  )
  expect((await ana.get(`/groups/${child}/split`)).body).toContain('undoing')
  expect((await eva.post(`/groups/${child}/split/${split}/undoing`)).statusCode).toBe(403)
  expect((await ana.post(`/groups/${child}/split/${split}/undoing`)).statusCode).toBe(303)
  expect(await figuresOf(program, id)).toMatchObject({ size: 14, organisers: 2, over: true })
  expect(await figuresOf(program, child)).toMatchObject({ size: 0, closed: true })
  expect(await membersOf(id)).toContain(eva.person)
  // It is over twelve again, so it divides again.
  expect((await splitOf(id)).state).toBe('open')
  expect((await ana.post(`/groups/${id}/split/${split}/undoing`)).statusCode).toBe(409)
})

test('undo is refused when more than sixteen would be in, and after fourteen days', async () => {
  const { id, people, zoe, ana } = await thirteen()
  await zoe.post(`/groups/${id}/split/decision`, decisionForm(halved(people, zoe.person, ana.person)))
  const { id: split, child_id: child } = await splitOf(id)
  const newcomers = await addSupporters(
    program,
    Array.from({ length: 4 }, (_, n) => ({ given_name: `N${n}`, family_name: 'D' })),
  )
  for (const person of newcomers) await join(program, child, person)
  await transact((tx) => undoDivision(tx, { group: id, split }, program.clock.now))
  expect((await ana.post(`/groups/${child}/split/${split}/undoing`)).statusCode).toBe(409)
  await erase(newcomers[0]!)
  days(15)
  await expect(transact((tx) => undoDivision(tx, { group: child, split }, program.clock.now))).rejects.toThrow(
    'splitting.undo.late',
  )
})

test('a half that is gone divides no more: its own split goes with it, and nobody decides it', async () => {
  const { id, people, zoe, ana } = await thirteen()
  await zoe.post(`/groups/${id}/split/decision`, decisionForm(halved(people, zoe.person, ana.person)))
  const { id: split, child_id: child } = await splitOf(id)
  expect((await ana.post(`/groups/${child}/split`)).statusCode).toBe(303)
  const { id: inner } = await splitOf(child)
  const inChild = (await membersOf(child)).filter((one) => one !== ana.person)
  await transact((tx) =>
    sayWish(tx, { group: child, person: inChild[0]!, organises: true, hosts: false, companions: [] }, program.clock.now),
  )
  for (const group of [id, child]) await transact((tx) => undoDivision(tx, { group, split }, program.clock.now))
  expect(await rows('select state from split where id = $1', [inner])).toEqual([{ state: 'dropped' }])
  const halves = { stay: [ana.person, ...inChild.slice(3)], move: inChild.slice(0, 3) }
  await expect(
    transact((tx) => decide(tx, { group: child, ...halves, child: CHILD, by: ana.person }, program.clock.now)),
  ).rejects.toThrow('splitting.over')
  days(15)
  await deadlines()
  expect(await rows('select 1 from local_group where parent_id = $1', [child])).toHaveLength(0)
})

test('both halves ask at the same moment, ten times each: it is undone once', async () => {
  const { id, people, zoe, ana } = await thirteen()
  await zoe.post(`/groups/${id}/split/decision`, decisionForm(halved(people, zoe.person, ana.person)))
  const { id: split, child_id: child } = await splitOf(id)
  const asking = Array.from({ length: 10 }, () => [id, child]).flat()
  await Promise.allSettled(asking.map((group) => transact((tx) => undoDivision(tx, { group, split }, program.clock.now))))
  expect(await figuresOf(program, id)).toMatchObject({ size: 13, over: true })
  expect(await rows("select 1 from split where group_id = $1 and state = 'open'", [id])).toHaveLength(1)
})

test('nobody decides: two reminders, then the best proposal that somebody leads on each side is applied', async () => {
  const { id } = await thirteen()
  days(8)
  await deadlines()
  await deadlines()
  expect((await splitOf(id)).reminders).toBe(1)
  days(4)
  await deadlines()
  expect((await splitOf(id)).reminders).toBe(2)
  days(3)
  await Promise.all([deadlines(), deadlines()])
  const { state, automatic, child_id: child } = await splitOf(id)
  expect({ state, automatic }).toEqual({ state: 'divided', automatic: true })
  expect((await figuresOf(program, id)).organisers).toBe(1)
  expect((await figuresOf(program, child)).organisers).toBe(1)
})

test('nobody decides and nobody would lead the other half: the desk of the territory is asked; one who accepts makes it possible', async () => {
  const group = await addGroup(program, 13)
  await transact((tx) => openIfOver(tx, group.id, program.clock.now))
  await splitOf(group.id)
  days(15)
  await deadlines()
  const { state, escalated_at } = await splitOf(group.id)
  expect(state).toBe('open')
  expect(escalated_at).not.toBeNull()
  const wish = { person: group.people[5]!, organises: true, hosts: false, companions: [] }
  await transact((tx) => sayWish(tx, { group: group.id, ...wish }, program.clock.now))
  const { id: split } = await splitOf(group.id)
  await rows('update split set escalated_at = null where id = $1', [split])
  await deadlines()
  const { child_id: child } = await splitOf(group.id)
  const [leader] = await rows<{ person_id: string }>(
    "select person_id from membership where role = 'organiser' and person_id <> $1",
    [group.people[0]],
  )
  expect(leader!.person_id).toBe(group.people[5])
  expect(await figuresOf(program, child)).toMatchObject({ vacant: false })
})

test('those in charge of the territory are told, find who leads the other half, and decide; nobody else, and not before', async () => {
  const group = await addGroup(program, 13)
  await transact((tx) => openIfOver(tx, group.id, program.clock.now))
  await splitOf(group.id)
  const early = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const path = `/staff/groups/${group.id}/split`
  const before = (await early.get(path)).body
  expect(before).toContain('décident jusqu’au')
  expect(before).not.toMatch(/>P\d/)
  const halves = group.people.map((person, n) => [`side[${person}]`, n < 7 ? 'stay' : 'move'])
  const soon = { name: 'Les Pentes', where: 'Lyon', ...Object.fromEntries(halves), 'lead[move]': group.people[8]! }
  expect((await early.post(path, soon)).statusCode).toBe(409)
  days(15)
  const [coordinator, elsewhere] = [
    await staffMember(program, 'coordinator', { area_id: 'FR-69' }),
    await staffMember(program, 'coordinator', { area_id: 'FR-75' }),
  ]
  await deadlines()
  await deadlines()
  const told = () => rows("select 1 from pgboss.job where name = 'splitting.escalated-mail'")
  await until(async () => (await told())[1], 'word to those in charge')
  expect(await told()).toHaveLength(2)
  expect((await elsewhere.get(path)).statusCode).toBe(404)
  const page = (await coordinator.get(path)).body
  expect(page).toContain('avec son accord')
  expect((await coordinator.get(`/staff/groups/${group.id}`)).body).toContain(path)
  const [, form] = /<form method="post"([\s\S]*?)<\/form>/.exec(page.slice(page.indexOf(`action="${path}"`) - 40))!
  const fields = Object.fromEntries(
    [...form!.matchAll(/name="(side\[[^"]+\])" value="([^"]+)"/g)].map(([, name, value]) => [name!, value!]),
  )
  const sent = { ...fields, name: 'Les Pentes', where: 'Lyon' }
  expect((await elsewhere.post(path, sent)).statusCode).toBe(404)
  expect((await coordinator.post(path, sent)).statusCode).toBe(409)
  const half = /name="(lead\[(?:stay|move)\])"/.exec(form!)![1]!
  const which = /\[(\w+)\]/.exec(half)![1]!
  const leader = Object.keys(fields)
    .find((name) => fields[name] === which)!
    .slice(5, -1)
  const other = group.people.find((person) => fields[`side[${person}]`] !== which)!
  expect((await coordinator.post(path, { ...sent, [half]: other })).statusCode).toBe(409)
  // Whom no mail reaches could not sign in to lead.
  const mailbox = await rows<{ value: string }>(
    "delete from contact_point where person_id = $1 and kind = 'email' returning value",
    [leader],
  )
  expect((await coordinator.post(path, { ...sent, [half]: leader })).statusCode).toBe(409)
  await rows(
    "insert into contact_point (id, person_id, kind, value, created_at) values (gen_random_uuid(), $1, 'email', $2, now()) returning id",
    [leader, mailbox[0]!.value],
  )
  expect((await coordinator.post(path, { ...sent, [half]: leader })).statusCode).toBe(303)
  const { state, automatic, child_id: child } = await splitOf(group.id)
  expect({ state, automatic }).toEqual({ state: 'divided', automatic: false })
  for (const one of [group.id, child]) expect(await figuresOf(program, one)).toMatchObject({ vacant: false, organisers: 1 })
  expect((await coordinator.post(path, { ...sent, [half]: leader })).statusCode).toBe(409)
})

test('a split of another group, and one for who is in none, is not to be seen', async () => {
  const { id } = await thirteen()
  const eva = await signer(program, 'Eva')
  for (const path of ['split', 'split/decision']) expect((await eva.get(`/groups/${id}/${path}`)).statusCode).toBe(403)
  const doors: [string, Record<string, string>?][] = [
    ['split'],
    ['split/wish'],
    ['split/drop'],
    ['split/languages', { keep: 'yes' }],
    ['split/pins', { first: eva.person, second: id }],
    ['split/pins/removal', { first: eva.person, second: id }],
    ['split/decision', { name: 'abc', where: 'Lyon', [`side[${id}]`]: 'stay' }],
  ]
  for (const [path, fields] of doors) expect((await eva.post(`/groups/${id}/${path}`, fields)).statusCode, path).toBe(403)
})

test('a split is open once, however many come at once', async () => {
  const group = await addGroup(program, 12)
  const newcomers = await addSupporters(
    program,
    Array.from({ length: 4 }, (_, n) => ({ given_name: `N${n}`, family_name: 'D' })),
  )
  await Promise.all(newcomers.map((person) => join(program, group.id, person)))
  await splitOf(group.id)
  await until(
    async () =>
      (await rows("select 1 from pgboss.job where name = 'splitting.opening' and state < 'completed'")).length === 0 || undefined,
    'the jobs',
  )
  expect(await rows('select 1 from split where group_id = $1', [group.id])).toHaveLength(1)
})

test('ids that are none are refused before the database sees them', async () => {
  const { id, zoe } = await thirteen()
  expect((await zoe.post(`/groups/${id}/split/wish`, { 'with[foo]': 'true' })).statusCode).toBe(422)
  const form = { name: 'Née', where: 'Lyon', 'side[foo]': 'stay' }
  expect((await zoe.post(`/groups/${id}/split/decision`, form)).statusCode).toBe(422)
})
