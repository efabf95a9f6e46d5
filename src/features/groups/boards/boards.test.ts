import { oneClick } from '../../../../tests/support/signing.ts'
import { expect, test } from 'vitest'
import { addGroup, found, join, signer, type Signer } from '../../../../tests/support/groups.ts'
import { countQueries, forged, linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { setRole } from '../core/commands/lead.ts'
import { divideGroup } from '../core/commands/divide.ts'
import { joinGroups } from '../joining/commands/merge.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { writePost } from './commands.ts'
import { workers } from './jobs.ts'

const program = await useProgram({ working: true })
const { rows } = program
const { transact } = program.app.database
const digests = () => workers.find(({ queue }) => queue.name === 'boards.digests')!.work(program.app, {})
const later = (hours: number) => (program.clock.now = new Date(program.clock.now.getTime() + hours * 3_600_000))
const mailsTo = async ({ email }: Signer) =>
  (await program.mails()).filter((mail) => mail.to?.[0]?.address === email && mail.text?.includes('/board'))
const mailTo = (who: Signer) => until(async () => (await mailsTo(who)).at(-1), `a mail of the board to ${who.email}`)

/** Zoé leads, Ana and Léo are members. */
async function threeOf(): Promise<{ id: string; zoe: Signer; ana: Signer; leo: Signer }> {
  const [zoe, ana, leo] = [await signer(program, 'Zoe'), await signer(program, 'Ana'), await signer(program, 'Leo')]
  return { id: await found(program, [zoe.person, ana.person, leo.person]), zoe, ana, leo }
}

test('members write and answer; nobody else reads', async () => {
  const { id, zoe, ana } = await threeOf()
  expect((await ana.post(`/groups/${id}/board`, { text: 'Mardi ?\n\nAu café.' })).statusCode).toBe(303)
  const page = (await zoe.get(`/groups/${id}/board`)).body
  expect(page).toContain('Mardi ?')
  const parent = /name="parent" value="([^"]+)"/.exec(page)![1]!
  await zoe.post(`/groups/${id}/board`, { text: 'Oui.', parent })
  expect((await ana.get(`/groups/${id}/board`)).body).toContain('Oui.')
  const eva = await signer(program, 'Eva')
  await found(program, [eva.person])
  expect((await eva.get(`/groups/${id}/board`)).statusCode).toBe(403)
  expect((await eva.post(`/groups/${id}/board`, { text: 'x' })).statusCode).toBe(403)
  expect((await program.server.inject(`/groups/${id}/board`)).statusCode).toBe(303)
})

test('an answer goes under a post of the same board, and an empty one nowhere', async () => {
  const { id, zoe, ana } = await threeOf()
  const other = await found(program, [zoe.person])
  await zoe.post(`/groups/${other}/board`, { text: 'Ailleurs' })
  const [post] = await rows<{ id: string }>('select id from post')
  expect((await ana.post(`/groups/${id}/board`, { text: 'x', parent: post!.id })).statusCode).toBe(404)
  expect((await ana.post(`/groups/${id}/board/${post!.id}/removal`)).statusCode).toBe(404)
  expect((await ana.post(`/groups/${id}/board`, { text: ' \n ' })).statusCode).toBe(422)
  expect(await rows('select 1 from post')).toHaveLength(1)
})

test('who wants each message gets it at once, who wants a digest once a day, who wants nothing nothing', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  await ana.post(`/groups/${id}/membership/mails`, { mails: 'all' })
  await leo.post(`/groups/${id}/membership/mails`, { mails: 'none' })
  const eva = await signer(program, 'Eva')
  await join(program, id, eva.person)
  await zoe.post(`/groups/${id}/board`, { text: 'Bonsoir' })
  expect((await mailTo(ana)).text).toContain('Bonsoir')
  await zoe.post(`/groups/${id}/board`, { text: 'À mardi' })
  await until(async () => ((await mailsTo(ana)).length === 2 ? true : undefined), 'the second mail')
  later(3)
  await Promise.all([digests(), digests()])
  const digest = await mailTo(eva)
  expect(digest.text).toMatch(/Bonsoir[\s\S]*À mardi/)
  later(24)
  await digests()
  expect(await mailsTo(eva)).toHaveLength(1)
  expect(await mailsTo(leo)).toHaveLength(0)
  // Nobody is told what she said herself.
  expect(await mailsTo(zoe)).toHaveLength(0)
})

test('a message to all is an organiser’s, and reaches everybody but who wants none', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  await leo.post(`/groups/${id}/membership/mails`, { mails: 'none' })
  await ana.post(`/groups/${id}/board`, { text: 'Pas moi', to_all: 'true' })
  await zoe.post(`/groups/${id}/board`, { text: 'Ce soir', to_all: 'true' })
  expect((await mailTo(ana)).text).toContain('Ce soir')
  expect(await rows('select 1 from post where to_all')).toHaveLength(1)
  expect(await mailsTo(leo)).toHaveLength(0)
})

test('the end of a mail stops these mails by one POST, and opening it changes nothing', async () => {
  const { id, zoe, ana } = await threeOf()
  await zoe.post(`/groups/${id}/board`, { text: 'Ce soir', to_all: 'true' })
  const mail = await mailTo(ana)
  const path = linkIn(mail, '/quiet/')
  expect(mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toContain(path)
  await program.server.inject(path)
  const choice = () => rows<{ mails: string }>('select mails from membership where person_id = $1', [ana.person])
  expect(await choice()).toEqual([{ mails: 'digest' }])
  for (const form of ['multipart', 'urlencoded'] as const) {
    expect((await oneClick(program, mail, form)).statusCode).toBe(200)
    expect(await choice()).toEqual([{ mails: 'none' }])
    await rows("update membership set mails = 'digest' where person_id = $1", [ana.person])
  }
  expect((await program.server.inject({ method: 'POST', url: forged(path) })).statusCode).toBe(404)
})

test('the author or an organiser takes a message back; answers stay', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  await ana.post(`/groups/${id}/board`, { text: 'Trop vite écrit' })
  const [post] = await rows<{ id: string }>('select id from post')
  await leo.post(`/groups/${id}/board`, { text: 'Pas grave', parent: post!.id })
  expect((await leo.post(`/groups/${id}/board/${post!.id}/removal`)).statusCode).toBe(404)
  await zoe.post(`/groups/${id}/board/${post!.id}/removal`)
  const page = (await leo.get(`/groups/${id}/board`)).body
  expect(page).not.toContain('Trop vite')
  expect(page).toContain('Pas grave')
  expect(await rows("select 1 from post where text like '%vite%'")).toHaveLength(0)
})

test('who has herself erased takes her words along, and no mail of them leaves', async () => {
  const { id, ana, leo } = await threeOf()
  await ana.post(`/groups/${id}/board`, { text: 'Mon adresse est rue des Lilas' })
  const [post] = await rows<{ id: string }>('select id from post')
  await leo.post(`/groups/${id}/board`, { text: 'Noté', parent: post!.id })
  await transact((tx) =>
    erasePerson(tx, {
      person: ana.person,
      now: program.clock.now,
      ...erasing(program.app),
    }),
  )
  expect(await rows("select 1 from post where text like '%Lilas%'")).toHaveLength(0)
  expect((await leo.get(`/groups/${id}/board`)).body).toContain('Noté')
  later(3)
  await digests()
  const [jobs] = await rows<{ n: number }>("select count(*)::integer as n from pgboss.job where name = 'boards.digest-mail'")
  expect(jobs!.n).toBeGreaterThan(0)
  expect((await program.mails()).filter(({ text }) => text?.includes('Lilas'))).toHaveLength(0)
})

test('after a division each half reads what was said before, and not what the other says since; newcomers read neither', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  const more = await addGroup(program, 4)
  for (const person of more.people) await join(program, id, person)
  await transact((tx) => setRole(tx, { group: id, person: ana.person, role: 'organiser' }))
  await ana.post(`/groups/${id}/membership/mails`, { mails: 'all' })
  await zoe.post(`/groups/${id}/board`, { text: 'Ensemble' })
  later(1)
  const [a, b, c, d] = more.people as [string, string, string, string]
  const child = await transact((tx) =>
    divideGroup(
      tx,
      {
        group: id,
        stay: [zoe.person, leo.person, a, b],
        move: [ana.person, c, d],
        lead: [],
        child: { name: 'Née', place_id: 'FR-69123', department_id: 'FR-69', country: 'FR', lng: 4.8, lat: 45.7 },
      },
      program.clock.now,
    ),
  )
  later(1)
  await zoe.post(`/groups/${id}/board`, { text: 'Entre nous' })
  const [before] = await rows<{ id: string }>("select id from post where text = 'Ensemble'")
  await zoe.post(`/groups/${id}/board`, { text: 'Réponse tardive', parent: before!.id })
  const eva = await signer(program, 'Eva')
  await join(program, child, eva.person)
  const own = (await ana.get(`/groups/${child}/board`)).body
  expect(own).toContain('Ensemble')
  expect(own).not.toContain('Entre nous')
  expect(own).not.toContain('Réponse tardive')
  // Read here, answered nowhere.
  expect(own).not.toContain('name="parent"')
  expect((await eva.get(`/groups/${child}/board`)).body).not.toContain('Ensemble')
  // Whoever comes by another group was not there, however long she has been a member of that.
  const max = await signer(program, 'Max')
  program.clock.now = new Date(program.clock.now.getTime() - 86_400_000)
  const older = await found(program, [max.person])
  program.clock.now = new Date(program.clock.now.getTime() + 86_400_000)
  await transact((tx) => joinGroups(tx, { from: older, into: child, most: 12, kin: false }, program.clock.now))
  expect((await max.get(`/groups/${child}/board`)).body).not.toContain('Ensemble')
  // What she wants by mail went along.
  expect(await rows('select mails from membership where person_id = $1', [ana.person])).toEqual([{ mails: 'all' }])
  await ana.post(`/groups/${child}/board`, { text: 'Chez nous' })
  await transact((tx) => joinGroups(tx, { from: child, into: id, most: 16, kin: true }, program.clock.now))
  expect((await leo.get(`/groups/${id}/board`)).body).toContain('Chez nous')
})

test('nobody writes more than forty messages a day, however fast', async () => {
  const { id, ana } = await threeOf()
  const post = { group: id, author: ana.person, text: 'x', toAll: false }
  const answers = await Promise.allSettled(
    Array.from({ length: 60 }, () => transact((tx) => writePost(tx, post, program.clock.now))),
  )
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(40)
})

test('scripts in texts are texts; a board costs the same number of queries, however much was said', async () => {
  const { id, ana } = await threeOf()
  await ana.post(`/groups/${id}/board`, { text: '<script>alert(1)</script><img src=x onerror=alert(1)>' })
  expect((await ana.get(`/groups/${id}/board`)).body).not.toMatch(/<script>alert|<img src=x/)
  const few = await countQueries(program, () => ana.get(`/groups/${id}/board`))
  for (let n = 0; n < 15; n++)
    await transact((tx) => writePost(tx, { group: id, author: ana.person, text: `m${n}`, toAll: false }, program.clock.now))
  expect(await countQueries(program, () => ana.get(`/groups/${id}/board`))).toBe(few)
})
