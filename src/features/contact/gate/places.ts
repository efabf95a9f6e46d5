import { silences } from '#staff'
import type { Known } from '../law/index.ts'

const DAY = 86_400_000
/** Votes whose silence is looked at, so that what has to wait waits past it. */
const AHEAD = 50 * DAY
/** The first and the last clocks of the world, where nobody knows hers. */
const EVERYWHERE = ['Etc/GMT-14', 'Etc/GMT+12']

export type Near = Parameters<typeof silences.of>[0]
type Where = Parameters<typeof silences.of>[1]

/** Where somebody is, as far as it is known; `zones`: all whose clocks may be hers. */
export type Place = Omit<Where, 'time_zone'> & { zones: string[] }

/** The time ahead of which votes are asked. */
export const spanFrom = (now: Date) => ({ from: now, to: new Date(now.getTime() + AHEAD) })

/** What the law asks of where somebody is; each place is looked at once. */
export function lookingAround(near: Near, now: Date): (place: Place) => Pick<Known, 'country' | 'areas' | 'zones' | 'silences'> {
  const seen = new Map<string, Known['silences']>()
  return ({ zones, ...where }) => {
    const { country, department_id } = where
    const areas = [department_id, country].filter((one) => one !== null)
    if (near.length === 0) return { country, areas, zones, silences: [] }
    const key = `${country} ${department_id} ${where.place_id} ${zones.join(' ')}`
    const found = seen.get(key) ?? silencesOf(near, { ...where, zones }, now)
    seen.set(key, found)
    return { country, areas, zones, silences: found }
  }
}

function silencesOf(near: Near, { zones, ...where }: Place, now: Date): Known['silences'] {
  const lines = where.place_id === null ? maybeHers(near, where) : [near]
  return (zones.length > 0 ? zones : EVERYWHERE).flatMap((time_zone) =>
    lines.flatMap((some) => silences.of(some, { ...where, time_zone }, spanFrom(now))),
  )
}

/** Where no town is known, every line that can be of a town there may be hers. */
function maybeHers(near: Near, { country, department_id }: Pick<Where, 'country' | 'department_id'>): Near[] {
  return near
    .filter((line) => line.country === country)
    .filter(
      ({ area_id, within }) =>
        department_id === null || area_id === null || area_id === department_id || within.includes(department_id),
    )
    .map((line) => [{ ...line, area_id: null, place_id: null }])
}
