import type { PersonId } from '#people'
import { bestHalves, type Halves, type HalvesProblem } from '#platform/clustering/halves'

/** Days that members have to say what they wish, that organisers have to decide, and in which both may take it back. */
export const WISHES_FOR = 7
export const DECIDED_WITHIN = 14
export const UNDONE_WITHIN = 14
/** Days before the end at which organisers are reminded a second time. */
export const LAST_REMINDER = 3

/** Some days after a moment. */
export function daysAfter(from: Date, days: number): Date {
  return new Date(from.getTime() + days * 86_400_000)
}

/** What each half has, and so what a group must have to be divided. */
const HALF = { min: 3, max: 10 }
export const FEWEST_TO_SPLIT = 2 * HALF.min

/** Members of a group while it divides, and so of one that is put together again. */
export const MOST_IN_ONE = 16

/** Proposals that one looks at, and by how many people they differ. */
const PROPOSALS = { count: 3, apart: 4 }

/** Minutes of travel that a wish to stay with somebody is worth, a shared language, and a person more on one side. */
const WISH = 10
const LANGUAGE = 15
const UNEVEN = 0.5

/** From so many people on, a town is one that one walks and rides through, not drives. */
const DENSE = 20_000

type Point = { lng: number; lat: number }

/** A member, as the cutting sees her. `dense`: whether she lives in a town that one walks through. */
export type Half = { person: PersonId; organises: boolean; hosts: boolean; language: string; home: Point; dense: boolean }

export type Wishes = { pins: [string, string][]; wishes: [string, string][]; keepLanguages: boolean }

/** One way to divide, in people: who stays, who goes, where the new half would meet, and minutes of travel for each half. */
export type Proposal = {
  stay: string[]
  move: string[]
  meets: { stay: Point; move: Point }
  /** Mean minutes of travel of each half, one way. */
  minutes: { stay: number; move: number }
  keptWishes: number
}

export function isDense(population: number): boolean {
  return population >= DENSE
}

/**
 * Minutes from door to door, one way, for a distance as the crow flies. In a dense town on foot at 4.5 km/h over streets that make it 1.25 times as
 * far, and beyond twenty minutes by public transport at 15 km/h; elsewhere by car at 45 km/h over roads that make it 1.3 times as far, and five minutes to
 * set off.
 */
export function travelMinutes(km: number, dense: boolean): number {
  const walking = (km * 1.25 * 60) / 4.5
  if (dense) return Math.min(walking, 10 + (km * 1.3 * 60) / 15)
  return Math.min(walking, 5 + (km * 1.3 * 60) / 45)
}

/**
 * The best ways to divide these members, the best first: the least travel to where each half would meet, an organiser or somebody who would be on each
 * side, pins kept, wishes and languages where they cost little. The half that would meet nearer to where the group meets now stays the group.
 */
export function proposalsFor(
  members: Half[],
  { pins, wishes, keepLanguages }: Wishes,
  { here, distanceKm }: { here: Point; distanceKm(a: Point, b: Point): number },
): Proposal[] {
  const places = meetingPlaces(members, here)
  const minutes = members.map(({ home, dense }) => places.map((place) => travelMinutes(distanceKm(home, place), dense)))
  const at = new Map(members.map(({ person }, index) => [person, index]))
  const indexed = (pairs: [string, string][]) =>
    pairs
      .map((pair) => pair.map((person) => at.get(person)))
      .filter((pair): pair is [number, number] => pair.every((one) => one !== undefined))
  const liked = indexed(wishes)
  const leaders = members.flatMap(({ organises }, index) => (organises ? [index] : []))
  const problem: HalvesProblem = {
    costs: minutes,
    bounds: HALF,
    together: indexed(pins),
    // With one leader no half could be without: then it is said that somebody is to be found.
    leaders: leaders.length > 1 ? leaders : [],
    wishes: [
      ...liked.map(([a, b]) => ({ a, b, cost: WISH })),
      ...(keepLanguages ? sharedLanguages(members).map(([a, b]) => ({ a, b, cost: LANGUAGE })) : []),
    ],
    uneven: UNEVEN,
  }
  const toProposal = (halves: Halves) => proposalOf(halves, { members, places, minutes, liked, here, distanceKm })
  return bestHalves(problem, PROPOSALS).map(toProposal)
}

/** Where halves can meet: at those who offer it when two do, else where any of them lives; and where the group meets now. */
function meetingPlaces(members: Half[], here: Point): Point[] {
  const hosts = members.filter(({ hosts: offers }) => offers)
  return [here, ...(hosts.length > 1 ? hosts : members).map(({ home }) => home)]
}

/** Pairs who share a language that most of the group do not speak. */
function sharedLanguages(members: Half[]): [number, number][] {
  const speakers = Map.groupBy(members.keys(), (index) => members[index]!.language)
  const few = [...speakers.values()].filter((them) => them.length <= members.length / 2)
  return few.flatMap((them) => them.slice(1).map((other): [number, number] => [them[0]!, other]))
}

type Shown = {
  members: Half[]
  places: Point[]
  minutes: number[][]
  liked: [number, number][]
  here: Point
  distanceKm: (a: Point, b: Point) => number
}

function proposalOf({ sides, points }: Halves, { members, places, minutes, liked, here, distanceKm }: Shown): Proposal {
  const half = ([side, point]: [number[], number]) => ({
    people: side.map((index) => members[index]!.person),
    meets: places[point]!,
    away: distanceKm(here, places[point]!),
    minutes: side.reduce((sum, index) => sum + minutes[index]![point]!, 0) / side.length,
  })
  const [a, b] = [half([sides[0], points[0]]), half([sides[1], points[1]])]
  const [stay, move] = (a.away - b.away || b.people.length - a.people.length) > 0 ? [b, a] : [a, b]
  return {
    stay: stay.people,
    move: move.people,
    meets: { stay: stay.meets, move: move.meets },
    minutes: { stay: stay.minutes, move: move.minutes },
    keptWishes: liked.filter(([a, b]) => sides[0].includes(a) === sides[0].includes(b)).length,
  }
}

type Deciding = { stay: string[]; move: string[]; leaders: string[]; pins: [string, string][] }

/** Why a division cannot be, by the key of a text; undefined: it can. */
export function whyNotDivided({ stay, move, leaders, pins }: Deciding): string | undefined {
  if ([stay, move].some(({ length }) => length < HALF.min || length > HALF.max)) return 'splitting.decision.size'
  if (![stay, move].every((half) => half.some((person) => leaders.includes(person)))) return 'splitting.decision.organiser'
  const apart = pins.some(([a, b]) => stay.includes(a) !== stay.includes(b))
  return apart ? 'splitting.decision.pins' : undefined
}

/** What a new group is called until its people say otherwise: after its town, or a number when that is its parent's too. */
export function childName(parent: string, town: string, sameTown: boolean): string {
  if (!sameTown) return town.slice(0, 80)
  const number = / (\d+)$/.exec(parent)?.[1]
  const base = number ? parent.slice(0, -1 - number.length) : parent
  return `${base.slice(0, 74)} ${Number(number ?? 1) + 1}`
}
