/** As what somebody may be at a station. */
export const ROLES = ['assessor', 'substitute', 'delegate'] as const
export type Role = (typeof ROLES)[number]

/** Parts of the day of a vote; the last one is the counting, with the signing of the record. */
export const HOURS = ['morning', 'midday', 'afternoon', 'evening', 'count'] as const
export type Hour = (typeof HOURS)[number]

/** Among whose voters the law takes those of a role, and what they may not do. */
export type WhoMay = { among: 'department' | 'commune'; per_station: number; substitute_never?: string[] }

type Where = { place_id: string; department_id: string | null }

/** Whether somebody who is registered there may serve here; undefined: we have read no rule. */
export function mayServe(rule: WhoMay | undefined, registered: Where, station: Where): boolean | undefined {
  if (!rule) return undefined
  if (rule.among === 'commune') return registered.place_id === station.place_id
  return registered.department_id !== null && registered.department_id === station.department_id
}

/** The same, and where we have read no rule who is registered in the town or its department: nobody asks her from elsewhere. */
export function isNear(rule: WhoMay | undefined, registered: Where, station: Where): boolean {
  const together = registered.department_id !== null && registered.department_id === station.department_id
  return mayServe(rule, registered, station) ?? (together || registered.place_id === station.place_id)
}

type Serving = { role: Role; hours: readonly Hour[]; state: string; name: string }

/** A part of the day: who sits there for us, who sees to it, and whether nobody sits. */
export type Turn = { hour: Hour; sits: string[]; sees: string[]; gap: boolean; replaced: boolean }

/** Who said yes is there when she said so. A substitute sits for an assessor who is away, and never at the count (R45). */
export function rotaOf(posts: readonly Serving[]): Turn[] {
  const certain = posts.filter(({ state }) => state === 'yes')
  const at = (role: Role, hour: Hour) =>
    certain.filter((one) => one.role === role && one.hours.includes(hour)).map(({ name }) => name)
  return HOURS.map((hour) => {
    const titular = at('assessor', hour)
    const instead = titular.length === 0 && maySubstitute(hour) ? at('substitute', hour) : []
    const sits = [...titular, ...instead]
    return { hour, sits, sees: at('delegate', hour), gap: sits.length === 0, replaced: instead.length > 0 }
  })
}

/** Whether a substitute may sit then for whom she replaces. */
const maySubstitute = (hour: Hour): boolean => hour !== 'count'

/** The hours that somebody is asked to be there: those that she offered, without the count for a substitute. */
export const hoursFor = (role: Role, offered: readonly Hour[]): Hour[] =>
  HOURS.filter((hour) => offered.includes(hour) && (role !== 'substitute' || maySubstitute(hour)))
