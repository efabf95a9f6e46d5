import type { App } from '#platform/app'
import { endAlone, endSilence, forgetOver, forgetUnconfirmed, remindSome, tellMoved, type TownDay } from './commands/clock.ts'
import { electionsWaiting, wantRound } from './commands/rounds.ts'
import { townsOf } from './queries/waiting.ts'
import { reminderAt } from './rules.ts'
import { aheadByTown } from './voting.ts'

const CHUNK = 500

/** Where votes of proxies are ahead, with their day there; and where they are over, moved away or taken back. */
async function daysOfTowns(app: App): Promise<{ ahead: TownDay[]; over: Pick<TownDay, 'election' | 'place'>[] }> {
  const towns = await townsOf(app.database.read)
  const aheadAt = await aheadByTown(app)
  const [ahead, over]: [TownDay[], Pick<TownDay, 'election' | 'place'>[]] = [[], []]
  for (const town of towns) {
    const { election_id: election, place_id: place } = town
    const here = aheadAt(election, town)
    if (here) ahead.push({ election, place, vote_on: here.vote_on, reminder: reminderAt(here.daysLeft) })
    else over.push({ election, place })
  }
  return { ahead, over }
}

/** Forgets what is over: the day after the vote, by the clocks of each town; also while the movement does without the electoral roll. */
export async function forget(app: App): Promise<TownDay[]> {
  const { transact } = app.database
  const { ahead, over } = await daysOfTowns(app)
  await transact((tx) => forgetUnconfirmed(tx, app.now()))
  await transact((tx) => forgetOver(tx, over, app.now()))
  return ahead
}

/** What time brings. */
export async function tick(app: App): Promise<void> {
  const { transact } = app.database
  const ahead = await forget(app)
  if (!app.isOn('roll')) return
  await transact((tx) => tellMoved(tx, ahead))
  await transact((tx) => endAlone(tx, app.now()))
  while ((await transact((tx) => endSilence(tx, app.now(), CHUNK))) >= CHUNK);
  while ((await transact((tx) => remindSome(tx, ahead, CHUNK))) >= CHUNK);
  await transact(async (tx) => {
    for (const election of await electionsWaiting(tx)) await wantRound(tx, election)
  })
}
