import { expect, test } from 'vitest'
import { addGroup, join, signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { sendDigests, writePost } from '../boards/commands.ts'
import { takeOver } from '../core/index.ts'
import { forgetPassages } from './commands/passages.ts'

const program = await useProgram({ working: true })
const { rows } = program
const { transact } = program.app.database
const DAY = 86_400_000
const later = (days: number) => (program.clock.now = new Date(program.clock.now.getTime() + days * DAY))

/** A group of four with something on its board and a meeting set. Its founder is P0. */
async function talking() {
  const group = await addGroup(program, 4)
  await rows(`update person set given_name = 'Secrète' where id = $1`, [group.people[3]])
  await transact((tx) =>
    writePost(tx, { group: group.id, author: group.people[3]!, text: 'Rendez-vous chez Maud', toAll: false }, program.clock.now),
  )
  later(0.01)
  return group
}

const SECRET = /Secrète|chez Maud|P1|P2/
/** Every page of a group that a member opens. */
const PAGES = [
  'members',
  'board',
  'meetings',
  'tasks',
  'split',
  'membership',
  'events',
  'desk',
  'visits',
  'neighbours',
  'settings',
]

test('who joins an open group reads no name of a member and nothing that was said before she came, on any page', async () => {
  const group = await talking()
  const eve = await signer(program, 'Eve')
  expect((await eve.post(`/groups/${group.id}/membership`)).statusCode).toBe(303)
  for (const page of PAGES) expect((await eve.get(`/groups/${group.id}/${page}`)).body, page).not.toMatch(SECRET)
  expect((await eve.get('/me')).body).not.toMatch(SECRET)
  const welcome = (await eve.get(`/groups/${group.id}/members`)).body
  expect(welcome).toContain('Ce groupe est animé par P0.')
  expect(welcome).toContain('dès qu’une personne qui anime vous a fait signe')
  expect(welcome).not.toContain('P0 Durand')
})

test('what is said after she came she reads without its author, on the board and by mail', async () => {
  const group = await talking()
  const eve = await signer(program, 'Eve')
  await eve.post(`/groups/${group.id}/membership`)
  const said = { group: group.id, author: group.people[3]!, text: 'À jeudi', toAll: false }
  await transact((tx) => writePost(tx, said, program.clock.now))
  const board = (await eve.get(`/groups/${group.id}/board`)).body
  expect(board).toContain('À jeudi')
  expect(board).not.toMatch(SECRET)
  later(0.01)
  await transact((tx) => sendDigests(tx, program.clock.now, 100))
  const mail = await until(
    async () => (await program.mails()).find((one) => one.to?.[0]?.address === eve.email && /À jeudi/.test(one.text ?? '')),
    'her digest',
  )
  expect(`${mail.subject} ${mail.text}`).not.toMatch(SECRET)
})

test('an organiser nods, and she sees them; else three days do', async () => {
  const group = await addGroup(program, 3)
  const lea = await signer(program, 'Lea')
  const eve = await signer(program, 'Eve')
  const ida = await signer(program, 'Ida')
  await rows(`update membership set role = 'organiser' where group_id = $1`, [group.id])
  await join(program, group.id, lea.person)
  await rows(`update membership set role = 'organiser', sees_from = null where person_id = $1`, [lea.person])
  for (const one of [eve, ida]) await one.post(`/groups/${group.id}/membership`)
  await rows(`update membership set role = 'member' where person_id = $1`, [group.people[2]])
  const nod = `/groups/${group.id}/members/${eve.person}/nod`
  expect((await ida.post(nod)).statusCode).toBe(403)
  expect((await lea.get(`/groups/${group.id}/members`)).body).toContain(`action="${nod}"`)
  expect((await lea.post(nod)).statusCode).toBe(303)
  expect((await eve.get(`/groups/${group.id}/members`)).body).toContain('P2')
  expect((await eve.get(`/groups/${group.id}/tasks`)).statusCode).toBe(200)
  later(2.9)
  expect((await ida.get(`/groups/${group.id}/members`)).body).not.toContain('P2')
  expect((await ida.get(`/groups/${group.id}/tasks`)).statusCode).toBe(403)
  later(0.2)
  expect((await ida.get(`/groups/${group.id}/members`)).body).toContain('P2')
})

test('a newcomer takes over no group that lost its organiser', async () => {
  const group = await addGroup(program, 2)
  const [eve] = await addSupporters(program, [{ given_name: 'Eve', family_name: 'Durand' }])
  await join(program, group.id, eve!)
  await rows(`update membership set role = 'member' where group_id = $1`, [group.id])
  await expect(transact((tx) => takeOver(tx, { group: group.id, person: eve! }, program.clock.now))).rejects.toThrow(
    'groups.newcomer.lead',
  )
  later(3)
  await transact((tx) => takeOver(tx, { group: group.id, person: eve! }, program.clock.now))
})

test('twenty groups pressed at once by one person: three open, and those in charge are told once', async () => {
  const people = await addSupporters(
    program,
    Array.from({ length: 20 }, (_, n) => ({ given_name: `F${n}`, family_name: 'Foule' })),
  )
  const groups = await Promise.all(people.map(() => addGroup(program, 1)))
  await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  await staffMember(program, 'coordinator', { area_id: 'FR-75' })
  const [eve] = await addSupporters(program, [{ given_name: 'Eve', family_name: 'Durand' }])
  const tries = await Promise.allSettled(groups.map(({ id }) => join(program, id, eve!)))
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  expect(await rows('select 1 from membership where person_id = $1', [eve])).toHaveLength(3)
  const told = async () => (await program.mails()).filter(({ subject }) => /a frappé à 3 groupes/.test(subject ?? ''))
  await until(async () => (await told()).length > 0 || undefined, 'a mail to those in charge')
  expect(await told()).toHaveLength(1)
  expect((await told())[0]!.text).toContain(`/staff/people/${eve}`)
  later(1.01)
  const fresh = await addGroup(program, 1)
  expect(await join(program, fresh.id, eve!)).toBe('in')
})

test('who left a group comes back after a week, or by the hand of an organiser; a different one counts into the ceiling', async () => {
  const [group, other] = [await addGroup(program, 3), await addGroup(program, 3)]
  const eve = await signer(program, 'Eve')
  await eve.post(`/groups/${group.id}/membership`)
  await eve.post(`/groups/${group.id}/membership/removal`)
  const again = await eve.post(`/groups/${group.id}/membership`)
  expect(again.statusCode).toBe(409)
  expect(again.body).toContain('il y a moins d’une semaine')
  expect((await eve.post(`/groups/${other.id}/membership`)).statusCode).toBe(303)
  expect(await rows(`select 1 from passage where person_id = $1 and kind = 'came'`, [eve.person])).toHaveLength(2)
  later(7.01)
  await transact((tx) => forgetPassages(tx, program.clock.now))
  expect(await rows('select 1 from passage')).toHaveLength(0)
  expect((await eve.post(`/groups/${group.id}/membership`)).statusCode).toBe(303)
})
