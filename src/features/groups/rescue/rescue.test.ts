import { expect, test } from 'vitest'
import { addGroup, figuresOf, found, join, signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { answerMerge, askMerge, callNeighbours } from './commands.ts'
import { withdrawConsents } from '../../people/core/commands/leave.ts'
import { NEWS } from '../../people/core/purposes.ts'
import { hashOf } from '../../people/addresses/index.ts'
import { workers } from './jobs.ts'

const program = await useProgram({ working: true })
const { rows } = program
const { transact } = program.app.database
/** A group as it is a week after it was founded. */
const older = (...ids: string[]) =>
  rows("update local_group set created_at = created_at - interval '7 days' where id = any($1)", [ids])
const LYON = { lng: 4.835, lat: 45.758 }
const look = () => workers.find(({ queue }) => queue.name === 'rescue.look')!.work(program.app, {})
const mailTo = (to: string, subject: RegExp) =>
  until(
    async () => (await program.mails()).find((mail) => mail.to?.[0]?.address === to && subject.test(mail.subject ?? '')),
    `a mail ${subject}`,
  )
const settled = (results: PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === 'fulfilled').length

test('a group of two comes into another when both agree: everybody is there, and its old address is closed', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const small = await found(program, [zoe.person])
  const large = await found(program, [ana.person, ...(await addGroup(program, 4)).people.slice(1)], { name: 'Accueil' })
  expect((await zoe.get(`/groups/${small}/neighbours`)).body).toContain('Accueil')
  await zoe.post(`/groups/${small}/neighbours/merges`, { into: large })
  await mailTo(ana.email, /aimerait rejoindre/)
  const action = /\/groups\/[^"]+\/merges\/[^"]+\/answer/.exec((await ana.get(`/groups/${large}/neighbours`)).body)![0]
  expect((await zoe.post(action, { answer: 'yes' })).statusCode).toBe(403)
  await ana.post(action, { answer: 'yes' })
  expect(await figuresOf(program, large)).toMatchObject({ size: 5, organisers: 2 })
  expect(await figuresOf(program, small)).toMatchObject({ size: 0, closed: true })
  await mailTo(zoe.email, /Vous êtes maintenant/)
  expect((await ana.post(action, { answer: 'yes' })).statusCode).toBe(404)
})

test('a merge is refused or withdrawn, and another can be asked', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const [small, large] = [await found(program, [zoe.person]), await found(program, [ana.person])]
  const path = `/groups/${small}/neighbours/merges`
  await zoe.post(path, { into: large })
  expect((await zoe.post(path, { into: large })).statusCode).toBe(409)
  await zoe.post(/\/groups\/[^"]+\/merges\/[^"]+\/removal/.exec((await zoe.get(`/groups/${small}/neighbours`)).body)![0])
  await zoe.post(path, { into: large })
  const action = /\/groups\/[^"]+\/merges\/[^"]+\/answer/.exec((await ana.get(`/groups/${large}/neighbours`)).body)![0]
  await ana.post(action, { answer: 'no' })
  await mailTo(zoe.email, /La réponse/)
  expect(await figuresOf(program, small)).toMatchObject({ size: 1 })
})

test('neither a large group comes into another, nor more than twelve together', async () => {
  const [three, two, eleven] = [await addGroup(program, 3), await addGroup(program, 2), await addGroup(program, 11)]
  const ask = (from: string, into: string) => transact((tx) => askMerge(tx, { from, into }, program.clock.now))
  await expect(ask(three.id, two.id)).rejects.toThrow('rescue.merge.large')
  await expect(ask(two.id, eleven.id)).rejects.toThrow('rescue.merge.many')
})

test('two small groups ask each other and both agree at the same moment: one of them holds everybody', async () => {
  const [a, b] = [await addGroup(program, 2), await addGroup(program, 2)]
  await transact((tx) => askMerge(tx, { from: a.id, into: b.id }, program.clock.now))
  await transact((tx) => askMerge(tx, { from: b.id, into: a.id }, program.clock.now))
  const open = await rows<{ id: string; into_id: string }>('select id, into_id from group_merge')
  const answers = await Promise.allSettled(
    open.map(({ id, into_id }) => transact((tx) => answerMerge(tx, { into: into_id, id, accepted: true }, program.clock.now))),
  )
  expect(settled(answers)).toBe(1)
  const sizes = [await figuresOf(program, a.id), await figuresOf(program, b.id)].map(({ size }) => size)
  expect(sizes.toSorted()).toEqual([0, 4])
})

test('accepted while a crowd joins: never more than sixteen, and nobody is lost', async () => {
  const [small, large] = [await addGroup(program, 2), await addGroup(program, 10)]
  await transact((tx) => askMerge(tx, { from: small.id, into: large.id }, program.clock.now))
  const [merge] = await rows<{ id: string }>('select id from group_merge')
  const crowd = await addSupporters(
    program,
    Array.from({ length: 10 }, (_, n) => ({ given_name: `C${n}`, family_name: 'D' })),
  )
  await Promise.allSettled([
    ...crowd.map((person) => join(program, large.id, person)),
    transact((tx) => answerMerge(tx, { into: large.id, id: merge!.id, accepted: true }, program.clock.now)),
  ])
  const total = (await figuresOf(program, large.id)).size + (await figuresOf(program, small.id)).size
  const members = await rows('select 1 from membership where group_id in ($1, $2)', [small.id, large.id])
  expect((await figuresOf(program, large.id)).size).toBeLessThanOrEqual(16)
  expect(members).toHaveLength(total)
})

test('neighbours are asked once: those who agreed to news, are in no group, and live near', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await found(program, [zoe.person], { town: LYON })
  expect((await zoe.post(`/groups/${id}/neighbours/calls`)).statusCode).toBe(409)
  expect((await zoe.get(`/groups/${id}/neighbours`)).body).toContain('au bout d’une semaine')
  await older(id)
  const make = (given_name: string, otherwise: object) => ({
    given_name,
    family_name: 'D',
    email: `${given_name}@example.org`,
    news: true,
    ...otherwise,
  })
  const [, , , paused, member] = await addSupporters(program, [
    make('near', {}),
    make('far', { place: 'FR-38185' }),
    make('silent', { news: false }),
    make('paused', {}),
    make('member', {}),
    make('restricted', {}),
  ])
  await rows('update person set paused_until = current_date + 30 where id = $1', [paused])
  await rows("update person set restricted_at = now() where given_name = 'restricted'")
  await found(program, [member!])
  const page = (await zoe.post(`/groups/${id}/neighbours/calls`)).body
  expect(page).toContain('Un message est en route')
  expect(page).not.toContain('near@')
  const mail = await mailTo('near@example.org', /Un groupe près de chez vous/)
  expect(mail.text).toContain('/leave/')
  await until(
    async () =>
      (await rows("select 1 from pgboss.job where name = 'rescue.mail' and state < 'completed'")).length === 0 || undefined,
    'the mails',
  )
  const asked = (await program.mails()).filter(({ subject }) => /près de chez vous/.test(subject ?? ''))
  expect(asked.map(({ to }) => to?.[0]?.address)).toEqual(['near@example.org'])
  expect((await zoe.post(`/groups/${id}/neighbours/calls`)).statusCode).toBe(409)
})

test('ten groups ask the same neighbours at once: nobody is asked twice', async () => {
  await addSupporters(
    program,
    Array.from({ length: 20 }, (_, n) => ({ given_name: `N${n}`, family_name: 'D', news: true })),
  )
  const groups = await Promise.all(Array.from({ length: 10 }, () => addGroup(program, 1, { town: LYON })))
  await older(...groups.map(({ id }) => id))
  await Promise.allSettled(
    groups.map(({ id }) => transact((tx) => callNeighbours(tx, { group: id, from: LYON }, program.clock.now))),
  )
  const twice = await rows('select person_id from neighbour_call group by person_id having count(*) > 1')
  expect(twice).toEqual([])
  expect(await rows('select 1 from neighbour_call')).toHaveLength(20)
})

test('who says no before the mail leaves gets none', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await found(program, [zoe.person], { town: LYON })
  const [person] = await addSupporters(program, [{ given_name: 'Léa', family_name: 'D', news: true, email: 'lea@example.org' }])
  const mail = workers.find(({ queue }) => queue.name === 'rescue.mail')!
  const wording = { id: 'x', text: 'x' }
  const withdrawal = {
    person: person!,
    purposes: [NEWS],
    now: program.clock.now,
    wording,
    locale: 'fr' as const,
    hashOf: hashOf(program.app),
  }
  await program.app.database.transact((tx) => withdrawConsents(tx, withdrawal))
  await mail.work(program.app, { kind: 'neighbour', group: id, to: person })
  expect((await program.mails()).filter(({ to }) => to?.[0]?.address === 'lea@example.org')).toEqual([])
})

test('organisers of a group that has been small for a month are told, once', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await found(program, [zoe.person])
  await look()
  await rows("update local_group set below_since = now() - interval '31 days' where id = $1", [id])
  await Promise.all([look(), look()])
  await mailTo(zoe.email, /à deux, cela tient/)
  await look()
  expect((await program.mails()).filter(({ subject }) => /à deux/.test(subject ?? ''))).toHaveLength(1)
})

test('a group that staff unlisted writes to nobody, and no group comes into it', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await found(program, [zoe.person])
  const other = await addGroup(program, 1)
  await rows('update local_group set unlisted_at = now() where id = $1', [id])
  for (const [path, fields] of [
    ['neighbours/calls', {}],
    ['invitations', { email: 'x@example.org' }],
  ] as const)
    expect((await zoe.post(`/groups/${id}/${path}`, fields)).statusCode).toBe(409)
  await expect(transact((tx) => askMerge(tx, { from: other.id, into: id }, program.clock.now))).rejects.toThrow(
    'rescue.merge.gone',
  )
  await expect(transact((tx) => askMerge(tx, { from: other.id, into: other.id }, program.clock.now))).rejects.toThrow(
    'rescue.merge.gone',
  )
})

test('a merge that would be more than twelve by now is refused when it is answered', async () => {
  const [two, ten] = [await addGroup(program, 2), await addGroup(program, 10)]
  await transact((tx) => askMerge(tx, { from: two.id, into: ten.id }, program.clock.now))
  const [person] = await addSupporters(program, [{ given_name: 'N', family_name: 'D' }])
  await join(program, ten.id, person!)
  const [merge] = await rows<{ id: string }>('select id from group_merge')
  await expect(
    transact((tx) => answerMerge(tx, { into: ten.id, id: merge!.id, accepted: true }, program.clock.now)),
  ).rejects.toThrow('groups.reunite.many')
})
