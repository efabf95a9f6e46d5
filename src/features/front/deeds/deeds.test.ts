import { expect, test } from 'vitest'
import { addEvent } from '../../../../tests/support/events.ts'
import { signer } from '../../../../tests/support/groups.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { byWeek, firstMonday, sumBy, totals } from './rules.ts'

const program = await useProgram()
const HOUR = 3_600_000

test('an act is counted once, in its week and territory; those in charge of another see nothing of it', async () => {
  // A Wednesday: whatever day it is today, what is done within hours is done in one week.
  program.clock.now = new Date('2026-11-18T10:00:00Z')
  const zoe = await signer(program, 'Zoe')
  const event = await addEvent(program, zoe.person, { inHours: 1, type: 'canvass', recipe_id: 'door-to-door' })
  program.clock.now = new Date(program.clock.now.getTime() + 4 * HOUR)
  await zoe.post(`/events/${event}/report`, { present: '7', 'figures[doors]': '120' })
  await zoe.post('/act/share-video/deeds', { 'figures[shares]': '3' })
  const [lyon, paris] = [
    await staffMember(program, 'coordinator', { area_id: 'FR-69' }),
    await staffMember(program, 'coordinator', { area_id: 'FR-75' }),
  ]
  const csv = (await lyon.get('/staff/deeds.csv?weeks=4')).body.trim().split('\r\n')
  expect(csv[0]).toMatch(/^week,kind,department,acts,present,/)
  expect(csv.slice(1).map((line) => line.split(',').slice(1, 5).join(','))).toEqual(['alone,FR-69,1,1', 'canvass,FR-69,1,7'])
  const page = (await lyon.get('/staff/deeds')).body
  expect(page).toContain('120')
  expect(page).toContain('<svg')
  expect(page).toContain('Rhône')
  expect((await paris.get('/staff/deeds.csv')).body.trim().split('\r\n')).toHaveLength(1)
  expect((await zoe.get('/staff/deeds')).statusCode).toBe(403)
  expect(await countQueries(program, () => lyon.get('/staff/deeds?weeks=52'))).toBeLessThanOrEqual(6)
})

test('what was done on the Sunday before is of the week before, by the clocks of where it was', async () => {
  // Monday in Greenwich, Sunday evening in Papeete.
  program.clock.now = new Date('2026-11-02T03:00:00Z')
  const zoe = await signer(program, 'Zoe')
  const there = { place_id: 'FR-98735', department_id: 'FR-987', time_zone: 'Pacific/Tahiti' }
  const [papeete, lyon] = [
    await addEvent(program, zoe.person, { inHours: 1, title: 'Au port', ...there }),
    await addEvent(program, zoe.person, { inHours: 1 }),
  ]
  program.clock.now = new Date('2026-11-02T09:00:00Z')
  for (const event of [papeete, lyon]) expect((await zoe.post(`/events/${event}/report`, { present: '7' })).statusCode).toBe(303)
  program.clock.now = new Date('2026-11-24T09:00:00Z')
  const lines = async (weeks: number) => {
    const { body } = await (await staffMember(program, 'coordinator')).get(`/staff/deeds.csv?weeks=${weeks}`)
    return body
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',').slice(0, 3).join(','))
  }
  expect(await lines(4)).toEqual(['2026-11-02,leafleting,FR-69'])
  expect(await lines(12)).toEqual(['2026-10-26,leafleting,FR-987', '2026-11-02,leafleting,FR-69'])
})

const act = (week: string, kind: string, acts: number) => ({
  week,
  kind,
  department: 'FR-69',
  acts,
  people: 2 * acts,
  counts: { doors: acts },
})

test('sums are of all, weeks without acts stand in the line, and weeks begin on Mondays', () => {
  const acts = [act('2026-11-09', 'canvass', 2), act('2026-11-16', 'canvass', 3), act('2026-11-16', 'meeting', 1)]
  expect(sumBy(acts, ({ kind }) => kind)).toEqual([
    { key: 'canvass', acts: 5, people: 10 },
    { key: 'meeting', acts: 1, people: 2 },
  ])
  expect(byWeek(acts, '2026-11-02', 4).map(({ acts: n }) => n)).toEqual([0, 2, 4, 0])
  expect(totals(acts)).toEqual([{ name: 'doors', n: 6 }])
  expect([firstMonday('2026-11-22', 1), firstMonday('2026-11-23', 4)]).toEqual(['2026-11-16', '2026-11-02'])
})
