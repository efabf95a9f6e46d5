import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { addVote } from '../../../../tests/support/stations.ts'

const program = await useProgram()
const { rows } = program
const at = (moment: string) => (program.clock.now = new Date(moment))

test('a whole list of a large town is taken at once, accents and all; a longer one is told beside its field', async () => {
  at('2027-03-01T10:00:00Z')
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const boss = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const list = (lines: number) =>
    Array.from({ length: lines }, (_, n) => `${n + 1}; École élémentaire ${'é'.repeat(40)}; 3 allée des Mûriers`).join('\n')
  const add = (lines: string) => boss.post(`/staff/stations/${vote}`, { town: 'Lyon', lines })
  expect((await add(list(500))).statusCode).toBe(303)
  expect(await rows('select 1 from station')).toHaveLength(500)
  const long = await add(list(501))
  expect(long.statusCode).toBe(422)
  expect(long.body).toContain('id="field-lines-error"')
  expect((await add(Array.from({ length: 10_000 }, (_, n) => `${n};É`).join('\n'))).statusCode).toBe(422)
})

test('a station is called what one reads: what turns the direction of writing is refused, a name in another script is not', async () => {
  at('2027-03-01T10:00:00Z')
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const boss = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const add = async (lines: string) => (await boss.post(`/staff/stations/${vote}`, { town: 'Lyon', lines })).statusCode
  for (const sign of ['\u202E', '\u2066', '\u0007']) expect(await add(`12; Éco${sign}le`)).toBe(422)
  expect(await rows('select 1 from station')).toEqual([])
  expect(await add('12; مدرسة الحي')).toBe(303)
})
