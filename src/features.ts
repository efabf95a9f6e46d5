import type { Domain, Feature } from './platform/app.ts'
import { content } from './features/content/domain.ts'
import { contact } from './features/contact/domain.ts'
import { events } from './features/events/domain.ts'
import { give } from './features/give/domain.ts'
import { front } from './features/front/domain.ts'
import { groups } from './features/groups/domain.ts'
import { mail } from './features/mail/domain.ts'
import { offers } from './features/offers/domain.ts'
import { people } from './features/people/domain.ts'
import { recipes } from './features/recipes/domain.ts'
import { roll } from './features/roll/domain.ts'
import { staff } from './features/staff/domain.ts'
import { territories } from './features/territories/domain.ts'

/** From the lowest up: a domain needs only domains before it. */
export const domains: Domain[] = [
  territories,
  staff,
  people,
  contact,
  content,
  recipes,
  groups,
  offers,
  events,
  roll,
  give,
  mail,
  front,
]

/** The plugs of all rooms, in that order: boot and routes follow it. */
export const features: Feature[] = domains.flatMap(({ rooms }) => Object.values(rooms))

const homes = new Map(domains.flatMap(({ name, rooms }) => Object.values(rooms).map((room) => [room, name] as const)))

/** The domain that a room is of. */
export function domainOf(room: Feature): string {
  return homes.get(room)!
}
