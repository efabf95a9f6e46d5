import { momentIn } from '#platform/i18n/moments'

/** What a country's law says of results: none is told before the last station of this part of it is shut, nor before an hour at which some are, by the clocks of a zone. */
export type Silence = {
  zone: string
  /** Beginnings of the names of areas and towns whose own days and closings do not count. */
  elsewhere: string[]
  /** HH:MM: on the last day never sooner, whatever was noted. */
  never_before: string
}

type Day = { vote_on: string; closes: string; area_id: string | null; place_id: string | null }

/** When the counts of a vote may be told; null: nobody knows. */
export function hourOf(rule: Silence | undefined, days: readonly Day[]): Date | null {
  if (!rule) return null
  const isElsewhere = ({ area_id, place_id }: Day) =>
    rule.elsewhere.some((begins) => (area_id ?? place_id ?? '').startsWith(begins))
  const home = days.filter((day) => !isElsewhere(day))
  const last = home
    .map(({ vote_on }) => vote_on)
    .toSorted()
    .at(-1)
  // Where people vote later than at home, the last day is not one of these.
  if (!last || days.some(({ vote_on }) => vote_on > last)) return null
  const closings = [
    momentIn(rule.zone, last, rule.never_before),
    ...home.map(({ vote_on, closes }) => momentIn(rule.zone, vote_on, closes)),
  ]
  if (closings.some((one) => one === undefined)) return null
  return new Date(Math.max(...closings.map((one) => one!.getTime())))
}

/** The end of the last day of a vote wherever on Earth: nobody opens counts before, where no hour is known. */
export function endOfVote(days: readonly Day[]): Date | null {
  const last = days
    .map(({ vote_on }) => vote_on)
    .toSorted()
    .at(-1)
  const end = last && momentIn('Etc/GMT+12', last, '23:59')
  return end ? new Date(end.getTime() + 60_000) : null
}

/** A vote as its counts see it: when the law lets them be told, and since when two persons opened them. */
export type Told = { hour: Date | null; ends: Date | null; opened_at: Date | null }

/** Whether two persons may open the counts of a vote. */
export function mayOpen({ hour, ends }: Omit<Told, 'opened_at'>, now: Date): boolean {
  const from = hour ?? ends
  return from !== null && now >= from
}

/** Whether two persons opened the counts at an hour at which they might: an opening of before a vote was moved is none. */
export function isOpened(vote: Told): boolean {
  return vote.opened_at !== null && mayOpen(vote, vote.opened_at)
}

/** Whether counts of a vote may be told to anybody: the one answer for every door. */
export function mayTell(vote: Told, now: Date): boolean {
  return isOpened(vote) && now >= vote.opened_at! && mayOpen(vote, now)
}
