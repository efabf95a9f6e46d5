/** People whom one group may enter in thirty days: a group's worth twice over, and not a file. */
export const MOST_ENTERED = 24
export const ENTERED_WITHIN = 30
/** Days after which somebody whom no mail reaches should hear of her group again. */
const HEARD_WITHIN = 30

const DAY = 86_400_000

export function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY)
}

/** Whether a member whom no mail reaches waits for a call: never heard from, not for a month, or not since something new was set. */
export function isDue({ heard, news }: { heard: Date | null; news: Date | null }, now: Date): boolean {
  return heard === null || heard < daysAgo(now, HEARD_WITHIN) || (news !== null && news > heard)
}

/** Why a sheet cannot have been signed that day (`YYYY-MM-DD`), by the key of a text; undefined: it can. `today`: where the group is. */
export function whyNotSigned(day: string, today: string): string | undefined {
  if (Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) return 'form.wrong'
  if (day > today) return 'visits.signed.future'
  return day < `${Number(today.slice(0, 4)) - 1}${today.slice(4)}` ? 'visits.signed.old' : undefined
}
