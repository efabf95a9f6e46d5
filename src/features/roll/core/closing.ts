import { deadlineIn, type Rule } from './law.ts'
import { dayBefore, type Deadline, endOf } from './rules/days.ts'
import type { Vote, VotingHere } from './votes.ts'

/** Ways on to the roll, each with an end of its own; `late`: for those whom the law lets in after the others. */
export const WAYS = ['online', 'paper', 'late'] as const
export type Way = (typeof WAYS)[number]

/** Until when: the day (`YYYY-MM-DD`) and hour there (null: when the counter shuts), the moment after which it is too late, and the rule that says so. */
export type Ending = { day: string; hour: string | null; at: Date; rule: Rule<Deadline | null> }
export type Endings = Partial<Record<Way, Ending>>

/** Ends of a vote by where and from when they are counted: the same for a whole department, and a crowd asks on the last evening. As long as the vote that was read. */
const known = new WeakMap<Vote, Map<string, Endings>>()

/** Until when people of a town may come on to the roll for a vote, counted from its first round; a way of which no rule is known there is not in it. */
export function endingsOf(here: VotingHere): Endings {
  const { vote, settled_by, lists_closed, area, time_zone } = here
  const ofVote = known.get(vote) ?? new Map<string, Endings>()
  known.set(vote, ofVote)
  const where = [settled_by, lists_closed, area, time_zone].join(' ')
  const endings = ofVote.get(where) ?? read(here)
  ofVote.set(where, endings)
  return endings
}

function read(here: VotingHere): Endings {
  const found = WAYS.flatMap((way): [Way, Ending][] => {
    const ending = endingOf(here, way)
    return ending ? [[way, ending]] : []
  })
  return Object.fromEntries(found)
}

function endingOf(here: VotingHere, way: Way): Ending | undefined {
  const { vote, settled_by: voteOn, area, time_zone } = here
  const rule = deadlineIn({ country: vote.country, area, key: keyOf(here, way), voteOn })
  if (!rule?.value) return undefined
  // A decree that closes the lists itself leaves the exceptions as they are (decree 2024-527, art. 4).
  const closed = way === 'late' ? null : here.lists_closed
  const day = closed ?? dayBefore(voteOn, rule.value.back)
  return { day, hour: rule.value.hour, at: endOf(rule.value, day, time_zone), rule }
}

/** In France the earlier end online is for general elections alone (R5); an area with an end of its own has that. */
function keyOf({ vote, area, settled_by: voteOn }: VotingHere, way: Way): string {
  const key = `register.${way}`
  const partial = vote.days.every(({ area_id, place_id }) => area_id !== null || place_id !== null)
  const own = deadlineIn({ country: vote.country, area, key, voteOn })?.areas
  return way === 'online' && partial && !own ? 'register.online-partial' : key
}

/** What still can be done at a moment: register as everybody, as one of the exceptions, or not for this vote; undefined: no end is known. */
export function stageOf({ online, paper, late }: Endings, now: Date): 'ordinary' | 'late' | 'over' | undefined {
  if (!paper && !online) return undefined
  const open = (ending: Ending | undefined) => ending !== undefined && now < ending.at
  if (open(online) || open(paper)) return 'ordinary'
  return open(late) ? 'late' : 'over'
}
