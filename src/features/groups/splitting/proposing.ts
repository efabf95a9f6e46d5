import type { App } from '#platform/app'
import { distanceKm, type Point } from '#platform/geo/points'
import { gazetteerOf } from '#territories'
import { type SplitMember, splitMembers, ties } from './queries.ts'
import { type Half, isDense, type Proposal, proposalsFor, type Wishes } from './rules.ts'
type Group = { id: string; lng: number; lat: number; exact_lng: number | null; exact_lat: number | null }
type Split = { id: string; keep_languages: boolean }

export type Proposed = { members: SplitMember[]; wishes: Wishes; proposals: Proposal[] }

/**
 * The best ways to divide a group as it stands at this moment. Nothing of it is kept: 16 people are cut exactly in a few milliseconds, and a
 * proposal that was kept would be of yesterday's members.
 */
export async function proposeFor(app: App, group: Group, split: Split): Promise<Proposed> {
  const handle = app.database.read
  const members = await splitMembers(handle, group.id, split.id)
  const tied = await ties(handle, split.id)
  const pairs = (kind: 'wish' | 'pin') =>
    tied.filter((one) => one.kind === kind).map(({ person_id, other_id }): [string, string] => [person_id, other_id])
  const wishes = { pins: pairs('pin'), wishes: pairs('wish'), keepLanguages: split.keep_languages }
  const here = { lng: group.exact_lng ?? group.lng, lat: group.exact_lat ?? group.lat }
  const halves = members.map((member) => halfOf(app, member, here))
  return { members, wishes, proposals: proposalsFor(halves, wishes, { here, distanceKm }) }
}

/** A member whose town is not known is taken to live where the group meets: it costs nobody anything. */
function halfOf(app: App, { person_id, role, organises, hosts, locale, place_id, lng, lat }: SplitMember, here: Point): Half {
  const town = place_id ? gazetteerOf(app).find(place_id) : undefined
  return {
    person: person_id,
    organises: role === 'organiser' || organises === true,
    hosts: hosts === true,
    language: locale,
    home: lng === null || lat === null ? here : { lng, lat },
    dense: isDense(town?.population ?? 0),
  }
}
