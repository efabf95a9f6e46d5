import type { SplitMember } from './queries.ts'
import { childName } from './rules.ts'

type Point = { lng: number; lat: number }
type Parent = {
  name: string
  town: string
  place_id: string
  department_id: string | null
  country: string
  town_lng: number
  town_lat: number
}

/** What the new group is called and where it is, until its people say otherwise: the town at which it would meet, if that is a member's. */
export function childFor(parent: Parent, members: SplitMember[], meets: Point | undefined) {
  const host = meets && members.find(({ lng, lat, place_id }) => place_id !== null && lng === meets.lng && lat === meets.lat)
  const { place_id, town, department_id, country, lng, lat } = host
    ? { ...host, place_id: host.place_id!, town: host.town!, country: host.country!, lng: host.lng!, lat: host.lat! }
    : { ...parent, lng: parent.town_lng, lat: parent.town_lat }
  return { name: childName(parent.name, town, town === parent.town), town, place_id, department_id, country, lng, lat }
}
