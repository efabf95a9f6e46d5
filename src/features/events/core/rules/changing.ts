import { isDeepStrictEqual } from 'node:util'
import { FIELD_NAMES, TOLD_FIELDS } from '../declared.ts'
import type { EventRow } from '../tables.ts'
import { clockOf, movedAlong, shiftOf, type Span, spanIn } from './spans.ts'

/** What it is and where, which hangs together, beside the fields that are declared (`fields.ts`). */
export const BESIDE = [
  'type',
  'time_zone',
  'place_id',
  'department_id',
  'country',
  'attendance',
  'precision',
  'lng',
  'lat',
  'address',
  'exact_lng',
  'exact_lat',
  'campaign',
  'recipe_id',
] as const satisfies (keyof EventRow)[]

/** What whoever holds an event says of it, but when. */
const DETAILS = [...FIELD_NAMES, ...BESIDE]

export type EventDetails = Pick<EventRow, (typeof DETAILS)[number]>
export type Said = EventDetails & Span

const WHEN_AND_WHERE = [
  'starts_at',
  'ends_at',
  'place_id',
  'address',
  'attendance',
  'online_url',
  'exact_lng',
  'exact_lat',
] as const satisfies (keyof Said)[]

const differs = (names: readonly (keyof Said)[], before: Said, after: Said) =>
  names.some((name) => !isDeepStrictEqual(before[name], after[name]))

/** Whether those who signed up are told of a change. */
export const isNews = (before: Said, after: Said): boolean => differs([...WHEN_AND_WHERE, ...TOLD_FIELDS], before, after)

/** Whether it is another event by what it is, when or where: a silence that was lifted was lifted for what it was. */
export const isAnother = (before: Said, after: Said): boolean =>
  differs([...WHEN_AND_WHERE, 'title', 'type', 'campaign'], before, after)

/**
 * What another date of a series becomes when one of them is changed, and it with them: moved along, with what was changed there. What was said of
 * this date alone stays.
 */
export function changedAlong(other: EventRow, before: EventRow, after: Said): Said {
  const clocks = [other, before].map((one) => clockOf(before.time_zone, one))
  const clock = movedAlong(clocks[0]!, clocks[1]!, clockOf(after.time_zone, after))
  const changed = DETAILS.filter((name) => differs([name], before, after))
  // Made of moments, it is in every calendar.
  return { ...pick(other, DETAILS), ...pick(after, changed), ...spanIn(after.time_zone, clock)! }
}

function pick<T, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  // `fromEntries` forgets the names.
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, K>
}

/** Whether a shift, moved along already, fits its event: one that lay within it still does; one that began before it, or outlasts it, still meets it. */
export function fits(shift: Span, { before, after }: { before: Span; after: Span }): boolean {
  const by = shiftOf(before, after)
  const [from, to] = [shift.starts_at.getTime(), shift.ends_at.getTime()]
  const lay = from - by >= before.starts_at.getTime() && to - by <= before.ends_at.getTime()
  return lay
    ? from >= after.starts_at.getTime() && to <= after.ends_at.getTime()
    : shift.starts_at < after.ends_at && shift.ends_at > after.starts_at
}
