import type { App } from '#platform/app'
import { addDays, todayOf, weekdayOf } from '#platform/i18n/moments'
import { type AreaId, areas } from '#territories'
import { addElection, addElectionDay } from './commands.ts'
import { votes } from './queries.ts'

/** Nine weeks. */
const AHEAD = 63
/** Where people vote on the eve, when the others have not voted yet (law 62-1292, art. 3). */
const ON_THE_EVE = ['FR-971', 'FR-972', 'FR-973', 'FR-975', 'FR-977', 'FR-978', 'FR-987']
const closes = '19:00'
const NOWHERE = { area_id: null, place_id: null }

/** Days since a vote whose counts are there to be read: its stations are still somebody's business. */
const AGO = 15
/** Where it was. */
const THERE = 'FR-69'

/** A vote on a Sunday in nine weeks, on the eve overseas; and one in a department two weeks ago. There is one ahead already: nothing changes. */
export async function loadDemoVote(app: App): Promise<void> {
  const { read, transact } = app.database
  const today = todayOf(app)
  if ((await votes(read, addDays(today, 1))).length > 0) return
  const inNineWeeks = addDays(today, AHEAD)
  const sunday = addDays(inNineWeeks, (7 - weekdayOf(inNineWeeks)) % 7)
  const known = new Set((await areas(read)).map(({ id }) => id))
  const by = { actor: undefined, now: app.now() }
  const named = { name: 'Élection présidentielle, premier tour', country: 'FR', kind: 'presidential' } as const
  const before = addDays(today, -AGO)
  const lastSunday = addDays(before, -(weekdayOf(before) % 7))
  await transact(async (tx) => {
    if (known.has(THERE as AreaId)) {
      const partial = { name: 'Élection législative partielle', country: 'FR', kind: 'deputies' } as const
      const there = { ...NOWHERE, area_id: THERE as AreaId }
      await addElection(tx, by, {
        ...partial,
        first_round: null,
        lists_closed: null,
        vote_on: lastSunday,
        closes: '18:00',
        territory: there,
      })
    }
    const whole = { first_round: null, lists_closed: null, vote_on: sunday, closes, territory: NOWHERE }
    const election = await addElection(tx, by, { ...named, ...whole })
    for (const area_id of ON_THE_EVE.filter((id) => known.has(id)))
      await addElectionDay(tx, by, { election, vote_on: addDays(sunday, -1), closes, territory: { ...NOWHERE, area_id } })
  })
}
