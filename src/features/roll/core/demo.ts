import type { App } from '#platform/app'
import { addDays, todayOf } from '#platform/i18n/moments'
import { votes } from '#staff'
import type { Vote } from './votes.ts'

/** The vote that rooms of the electoral roll show in the demo movement: the first that is ahead everywhere, which `staff/elections` makes. */
export async function demoVote(app: App): Promise<Vote> {
  const [vote] = await votes(app.database.read, addDays(todayOf(app), 1))
  if (!vote) throw new Error('The demo has no vote ahead')
  return vote
}
