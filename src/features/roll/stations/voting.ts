import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { addDays, clockIn, todayOf } from '#platform/i18n/moments'
import { votes, votingIn } from '#staff'
import { areas, type Town } from '#territories'
import { dayBefore, type Deadline, endOf, type Rule, ruleOf, type Vote } from '../core/index.ts'
import type { Role, WhoMay } from './rules/posts.ts'
import type { VoteId } from './tables.ts'

/** Days after a vote for which those who were at its stations are known. */
const KEPT_DAYS = 30
const EVER = '1970-01-01'

export const lastDayOf = ({ days }: Pick<Vote, 'days'>): string =>
  days
    .map(({ vote_on }) => vote_on)
    .toSorted()
    .at(-1)!

export async function findVote(app: App, id: VoteId): Promise<Vote> {
  const found = (await votes(app.database.read, EVER)).find((vote) => vote.id === id)
  if (!found) throw new NotFound('stations.vote-gone')
  return found
}

/** Votes that are ahead, and those of the last weeks: whose stations are still somebody's business. */
export async function votesAround(app: App): Promise<Vote[]> {
  const since = addDays(todayOf(app), -KEPT_DAYS)
  return (await votes(app.database.read, since)).filter((vote) => lastDayOf(vote) >= since)
}

type Here = Pick<Town, 'country' | 'department_id' | 'time_zone'> & { place_id: string }

/** A vote in a town: its day, when stations open by the law (null: unknown) and the last one closes, and the moment after which the town hall takes no more names; null: we have read no rule. */
export type StationDay = {
  vote_on: string
  opens: string | null
  closes: string
  today: string
  names: { rule: Rule; by: Date } | null
}

/** When a vote is in a town; undefined: it is in another country. */
export type Calendar = (vote: Vote, here: Here) => StationDay | undefined

/** The calendar of votes by town. All that hangs on a day is computed: a vote that moves takes it along. One query, however many stations are asked about. */
export async function calendarOf(app: App): Promise<Calendar> {
  const parents = new Map((await areas(app.database.read)).map(({ id, parent_id }) => [id, parent_id]))
  return (vote, here) => {
    const around = [here.department_id, here.department_id && parents.get(here.department_id), here.country]
    const known = around.filter((one) => one !== null && one !== undefined)
    const day = vote.country === here.country ? votingIn(vote.days, { place: here.place_id, around: known }) : undefined
    if (!day) return undefined
    const { vote_on, closes } = day
    const rule = ruleOf<Deadline>(vote.country, 'station.names', vote_on)
    const by = rule && endOf(rule.value, dayBefore(vote_on, rule.value.back), here.time_zone)
    const opens = ruleOf<{ opens: string }>(vote.country, 'station.hours', vote_on)?.value.opens ?? null
    return { vote_on, opens, closes, today: clockIn(here.time_zone, app.now()).day, names: rule && by ? { rule, by } : null }
  }
}

export const dayAt = async (app: App, vote: Vote, here: Here): Promise<StationDay | undefined> =>
  (await calendarOf(app))(vote, here)

/** Who may be that at a station of a vote; undefined: we have read no rule of the country. */
export const ruleFor = (vote: Vote, role: Role): Rule<WhoMay> | undefined =>
  ruleOf<WhoMay>(vote.country, role === 'delegate' ? 'station.delegate' : 'station.assessor', lastDayOf(vote))
