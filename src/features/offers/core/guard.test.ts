import { expect, test } from 'vitest'
import { found, signer, type Signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { countLook } from './looking.ts'

const program = await useProgram()
const { rows } = program
const { transact } = program.app.database
const OFFER = {
  where: 'Lyon',
  km: '20',
  most: '2',
  'skills[cooking]': 'professional',
  words: 'Avec plaisir',
  'shown[organisers]': 'true',
}
const MARSEILLE = { place_id: 'FR-13055', department_id: 'FR-13', town: { lng: 5.37, lat: 43.3 } }
const FORM = { name: 'Les Lilas', precision: 'town', joining: 'open' }
const later = (days: number) => (program.clock.now = new Date(program.clock.now.getTime() + days * 86_400_000))

async function offering(): Promise<string> {
  const ana = await signer(program, 'Ana')
  await ana.post('/me/offer', OFFER)
  const [{ id }] = (await rows<{ id: string }>('select id from offer where person_id = $1', [ana.person])) as [{ id: string }]
  return id
}

const some = (n: number) =>
  addSupporters(
    program,
    Array.from({ length: n }, (_, i) => ({ given_name: `S${i}`, family_name: 'Durand' })),
  )
const sees = async (who: Signer, where = '') => (await who.get(`/offers${where}`)).body.includes('Avec plaisir')

test('a group of one opens no offer, nor one of three of whom one has not confirmed; three who have do', async () => {
  const offer = await offering()
  const eve = await signer(program, 'Eve')
  const alone = await found(program, [eve.person])
  const shut = await eve.get('/offers')
  expect(shut.statusCode).toBe(403)
  expect(shut.body).toContain('Votre groupe se lance')
  expect((await eve.get(`/offers/${offer}/request`)).statusCode).toBe(403)
  const [bea, cleo] = (await some(2)) as [string, string]
  for (const person of [bea, cleo])
    await rows(`insert into membership (group_id, person_id, role, joined_at, how) values ($1, $2, 'member', now(), 'site')`, [
      alone,
      person,
    ])
  await rows('update person set confirmed_on = null where id = $1', [cleo])
  expect(await sees(eve)).toBe(false)
  await rows(`update person set confirmed_on = '2026-01-01' where id = $1`, [cleo])
  expect(await sees(eve)).toBe(true)
  expect((await eve.get(`/offers/${offer}/request`)).statusCode).toBe(200)
})

test('a group that moves sees nothing for a week, and then what is around where it was founded', async () => {
  const offer = await offering()
  const eve = await signer(program, 'Eve')
  const group = await found(program, [eve.person, ...(await some(2))], MARSEILLE)
  expect(await sees(eve)).toBe(false)
  expect((await eve.post(`/groups/${group}/settings`, { ...FORM, where: '69003 Lyon' })).statusCode).toBe(303)
  expect((await eve.get('/offers')).statusCode).toBe(403)
  later(6.9)
  expect((await eve.get('/offers')).statusCode).toBe(403)
  later(0.2)
  expect((await eve.get('/offers')).statusCode).toBe(200)
  expect(await sees(eve)).toBe(false)
  expect((await eve.get('/offers?where=69003')).body).toContain('trop loin')
  // A second move does not make the first its home.
  await eve.post(`/groups/${group}/settings`, { ...FORM, where: '69001 Lyon' })
  later(8)
  expect(await sees(eve, '?where=69003')).toBe(false)
  expect((await eve.get(`/offers/${offer}/request`)).statusCode).toBe(404)
})

test('who has charge of the territory knows a group: it opens at once, around where it is; of another territory nobody can say so', async () => {
  await offering()
  const eve = await signer(program, 'Eve')
  const group = await found(program, [eve.person], MARSEILLE)
  await eve.post(`/groups/${group}/settings`, { ...FORM, where: '69003 Lyon' })
  const path = `/staff/groups/${group}/vouching`
  expect((await (await staffMember(program, 'coordinator', { area_id: 'FR-13' })).post(path)).statusCode).toBe(404)
  expect((await eve.post(path)).statusCode).toBe(403)
  expect(await sees(eve)).toBe(false)
  const charged = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await charged.post(path)).statusCode).toBe(303)
  expect((await charged.get(`/staff/groups/${group}`)).body).toContain('Déjà dit le')
  expect(await sees(eve)).toBe(true)
  expect(await rows("select 1 from journal where action = 'vouch' and object_id = $1", [group])).toHaveLength(1)
})

test('each look of an organiser is in the journal, as one of staff', async () => {
  await offering()
  const eve = await signer(program, 'Eve')
  await found(program, [eve.person, ...(await some(2))])
  const account = await program.app.auth.accountFor(eve.email)
  for (let n = 0; n < 2; n += 1) expect(await sees(eve)).toBe(true)
  expect(await rows(`select action, count from journal where object_kind = 'offer' and actor = $1`, [account])).toEqual(
    Array.from({ length: 2 }, () => ({ action: 'list', count: 1 })),
  )
})

test('a crowd of looks by one organiser: sixty different offers in a day and no more; the same ones again cost nothing; the next day is new', async () => {
  const [eve, other] = (await some(2)) as [string, string]
  const people = await some(70)
  await rows(
    `insert into offer (id, person_id, lng, lat, town, km, most, changed_at) select gen_random_uuid(), p, 4.8, 45.7, 'Lyon', 20, 2, now() from unnest($1::uuid[]) p`,
    [people],
  )
  const offers = (await rows<{ id: string }>('select id from offer')).map(({ id }) => id)
  const look = (person: string, from: number, to: number) =>
    transact((tx) => countLook(tx, { person, offers: offers.slice(from, to) }, program.clock.now))
  const tens = Array.from({ length: 7 }, (_, n) => look(eve, 10 * n, 10 * n + 10))
  expect((await Promise.allSettled(tens)).filter(({ status }) => status === 'fulfilled')).toHaveLength(6)
  expect(await rows('select 1 from offer_look where person_id = $1', [eve])).toHaveLength(60)
  const seen = (await rows<{ offer_id: string }>('select offer_id from offer_look where person_id = $1', [eve])).map(
    ({ offer_id }) => offer_id,
  )
  await transact((tx) => countLook(tx, { person: eve, offers: seen }, program.clock.now))
  await look(other, 0, 60)
  later(1)
  await look(eve, 0, 60)
  expect(await rows('select 1 from offer_look')).toHaveLength(60)
})
