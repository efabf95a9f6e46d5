import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import { publicPoint, readSite, townName } from '#territories'
import {
  clockOf,
  datesOf,
  endDay,
  type EventDetails,
  type EventRecord,
  type NewRole,
  readFields,
  type Span,
  spanIn,
  typedFields,
  typeOf,
} from '../core/index.ts'
import type { EventForm, RoleForm } from './schema.ts'
import type { Static } from 'typebox'

/** What a form says of an event, and of when it is: the dates of a series, the first of them what was typed. Throws Invalid. */
export async function readEvent(
  app: App,
  form: EventForm,
  { before, staff }: { before?: EventRecord; staff: boolean },
): Promise<{ details: EventDetails; spans: Span[] }> {
  const fields = readFields(form)
  if (form.attendance !== 'place' && !fields.online_url) throw new Invalid({ online_url: 'hosting.form.online-needed' })
  const { town, exact, address, precision } = await readSite(app, siteOf(form), before)
  const spans = spansOf(form, town.time_zone)
  const details: EventDetails = {
    ...fields,
    type: form.type,
    time_zone: town.time_zone,
    place_id: town.id,
    department_id: town.department_id,
    country: town.country,
    attendance: form.attendance,
    precision,
    ...publicPoint(precision, town, exact),
    address,
    exact_lng: exact?.lng ?? null,
    exact_lat: exact?.lat ?? null,
    online_url: form.attendance === 'place' ? null : fields.online_url,
    campaign: campaignOf(form, { before, staff }),
    recipe_id: form.recipe ?? typeOf(form.type).recipe,
  }
  return { details, spans }
}

/** Where it is: of what is online alone, and while nobody knows the address yet, only the town. */
function siteOf(form: EventForm): EventForm {
  const known = form.attendance !== 'online' && Boolean(form.address?.trim() || (form.lat && form.lng))
  return known ? form : { ...form, precision: 'town' }
}

/** Whether it falls under the silence around votes: as its type says. A holder may say yes of what does not; that something of a campaign is none, staff alone. */
function campaignOf(
  { type, campaign }: EventForm,
  { before, staff }: { before?: EventRecord | undefined; staff: boolean },
): boolean {
  const usual = typeOf(type).campaign
  if (campaign === 'yes') return true
  // What staff said of it before stays said.
  const said = before?.type === type && !before.campaign
  return campaign === 'no' && (staff || said) ? false : usual
}

/** When it is: the dates of a series, the first of them what was typed. */
function spansOf(form: EventForm, zone: string): Span[] {
  const first = { day: form.day, hour: form.hour, ends_day: endDay(form), ends_hour: form.ends_hour }
  const dates = form.repeat ? datesOf(first, form.repeat, Number(form.times ?? 2)) : [first]
  const spans = dates.flatMap((date) => spanIn(zone, date) ?? [])
  if (spans.length < dates.length) throw new Invalid({ day: 'hosting.when-none' })
  return spans
}

/** An event as the fields of its form. */
export function valuesOf(event: EventRecord): Record<string, string> {
  const clock = clockOf(event.time_zone, event)
  const { day, hour, ends_hour } = clock
  // The day on which it ends is said only where it is not the usual one: whoever moves the event need not move it too.
  const ends_day = clock.ends_day === endDay({ day, hour, ends_hour }) ? undefined : clock.ends_day
  const values = {
    type: event.type,
    day,
    hour,
    ends_day,
    ends_hour,
    attendance: event.attendance,
    where: townName({ name: event.town, department_id: event.department_id }),
    address: event.address,
    precision: event.precision,
    lat: event.exact_lat?.toString(),
    lng: event.exact_lng?.toString(),
    campaign: event.campaign === typeOf(event.type).campaign ? undefined : event.campaign ? 'yes' : 'no',
    recipe: event.recipe_id,
  }
  const filled = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return { ...typedFields(event), ...Object.fromEntries(filled) }
}

/** A role as the fields of its form. */
export function roleValues(
  { name, starts_at, ends_at, capacity }: NewRole,
  { time_zone }: Pick<EventRecord, 'time_zone'>,
): Record<string, string> {
  const hours = starts_at && ends_at ? clockOf(time_zone, { starts_at, ends_at }) : undefined
  return {
    name,
    ...(hours ? { starts: hours.hour, ends: hours.ends_hour } : {}),
    ...(capacity === null ? {} : { capacity: String(capacity) }),
  }
}

/** A role of a form: its hours are of the day on which the event begins, or of the night after it. */
export function readRole(
  form: Static<typeof RoleForm>,
  event: Pick<EventRecord, 'time_zone' | 'starts_at' | 'ends_at'>,
): NewRole {
  const { day } = clockOf(event.time_zone, event)
  const capacity = form.capacity ? Number(form.capacity) : null
  if (!form.starts && !form.ends) return { name: form.name, starts_at: null, ends_at: null, capacity }
  if (!form.starts || !form.ends) throw new Invalid({ [form.starts ? 'ends' : 'starts']: 'form.required' })
  const clocked = { day, hour: form.starts, ends_hour: form.ends }
  const span = spanIn(event.time_zone, { ...clocked, ends_day: endDay(clocked) })
  if (!span || span.starts_at >= event.ends_at || span.ends_at <= event.starts_at)
    throw new Invalid({ starts: 'hosting.roles.outside' })
  return { name: form.name, ...span, capacity }
}
