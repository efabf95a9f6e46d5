import type { PersonId } from '#people'
import type { Member } from './queries/group.ts'
import type { Role } from './tables.ts'

/** A member as another member sees her. */
export type ShownMember = {
  person_id: string
  name: string
  role: Role
  joined_at: Date
  points: { kind: 'email' | 'phone'; value: string }[]
  /** From when on she sees the others herself; null: she does. */
  sees_from: Date | null
  /** For organisers: she has agreed to nothing by which they could reach her. */
  unreachable: boolean
}

/**
 * What a reader may see of a member: her given name; her family name and how to reach her as she agreed herself. Her own row shows her all.
 * `role` is the reader's.
 */
export function shownTo(reader: { person: PersonId; role: Role }, member: Member): ShownMember {
  const own = reader.person === member.person_id
  const organiser = reader.role === 'organiser'
  const reached = own || member.shows_contact || (organiser && member.organisers_see)
  return {
    person_id: member.person_id,
    name: nameFor(reader, member),
    role: member.role,
    joined_at: member.joined_at,
    sees_from: member.role === 'organiser' ? null : member.sees_from,
    points: reached ? member.points : [],
    unreachable: organiser && !own && member.points.length === 0,
  }
}

/** The members of a group as one of them sees them. A newcomer sees herself, and those who lead by their given names. */
export function membersShownTo(
  { newcomer, ...reader }: { person: PersonId; role: Role; newcomer: boolean },
  members: Member[],
): ShownMember[] {
  if (!newcomer) return members.map((member) => shownTo(reader, member))
  return members
    .filter(({ person_id, role }) => role === 'organiser' || person_id === reader.person)
    .map((member) => {
      const shown = shownTo(reader, member)
      return member.person_id === reader.person ? shown : { ...shown, name: member.given_name, points: [] }
    })
}

type Named = Pick<Member, 'person_id' | 'given_name' | 'family_name' | 'shows_name' | 'organisers_see'>

/** What a reader calls a member: by her given name, and by her family name as she agreed. */
export function nameFor({ person, role }: { person: PersonId; role: Role }, member: Named): string {
  const named = person === member.person_id || member.shows_name || (role === 'organiser' && member.organisers_see)
  return [member.given_name, named ? member.family_name : null].filter(Boolean).join(' ')
}
