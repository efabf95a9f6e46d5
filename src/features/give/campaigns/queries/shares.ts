import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { GroupId } from '#groups'
import type { RecipientId } from '../../core/index.ts'
import { type AimId, db } from '../tables.ts'
import { type Figure, readFigure } from './figures.ts'

const shares = (handle: Handle) =>
  db(handle)
    .selectFrom('group_share')
    .innerJoin('local_group', 'local_group.id', 'group_share.group_id')
    .innerJoin('place', 'place.id', 'local_group.place_id')
    .innerJoin('recipient', 'recipient.id', 'group_share.recipient_id')
    .select(['group_share.recipient_id', 'group_share.group_id', 'asked_at', 'agreed_at', 'shows_figures'])
    // Names of groups are alike in many towns.
    .select(sql<string>`local_group.name || ', ' || place.name`.as('group'))
    .select(['recipient.name as recipient', 'recipient.currency'])

/** A group, and a recipient of whose gifts it takes shares, or asked to. */
export type Share = Awaited<ReturnType<ReturnType<typeof shares>['execute']>>[number]

/** Groups that anybody may see. */
const seen = sql<boolean>`local_group.closed_at is null and local_group.unlisted_at is null and local_group.size > 0`

/** The group that takes shares of gifts to a recipient today; undefined: it does not, or not any more. */
export function takingShares(handle: Handle, { recipient, group }: { recipient: RecipientId; group: GroupId }) {
  return shares(handle)
    .where('group_share.recipient_id', '=', recipient)
    .where('group_share.group_id', '=', group)
    .where('agreed_at', 'is not', null)
    .where(seen)
    .executeTakeFirst()
}

/** Groups that take shares of gifts to a recipient, by name; `words`: a part of it or of its town. */
export function groupsTaking(
  handle: Handle,
  { recipient, words, limit }: { recipient: RecipientId; words?: string; limit: number },
) {
  const part = words && `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return shares(handle)
    .where('group_share.recipient_id', '=', recipient)
    .where('agreed_at', 'is not', null)
    .where(seen)
    .$if(part !== undefined, (q) => q.where(sql<boolean>`local_group.name || ', ' || place.name ilike ${part}`))
    .orderBy('local_group.name')
    .orderBy('place.name')
    .limit(limit)
    .execute()
}

/** Whether any group takes shares of gifts to a recipient. */
export async function anyTakes(handle: Handle, recipient: RecipientId): Promise<boolean> {
  return (await groupsTaking(handle, { recipient, limit: 1 })).length > 0
}

/** What a recipient's treasurer sees: who asked first, then who takes. */
export function sharesOf(handle: Handle, recipient: RecipientId): Promise<Share[]> {
  return shares(handle)
    .where('group_share.recipient_id', '=', recipient)
    .orderBy(sql`agreed_at is not null`)
    .orderBy('local_group.name')
    .limit(500)
    .execute()
}

export type FiguredShare = Share & { figure: Figure }

/** All that a group asked for, with what came of it. One query. */
export async function sharesOfGroup(handle: Handle, group: GroupId): Promise<FiguredShare[]> {
  const aim = group as unknown as AimId
  const rows = await shares(handle)
    .leftJoin('gift_figure as f', (join) =>
      join.onRef('f.recipient_id', '=', 'group_share.recipient_id').on('f.aim_id', '=', aim),
    )
    .select(['f.total', 'f.gifts', 'f.donors', 'f.median', 'recipient.public_at'])
    .where('group_share.group_id', '=', group)
    .orderBy('recipient.name')
    .execute()
  return rows
    .filter(({ public_at }) => public_at !== null)
    .map(({ total, gifts, donors, median, ...row }) => ({
      ...row,
      figure: readFigure({ total: total ?? '0', gifts: gifts ?? '0', donors: donors ?? '0', median }),
    }))
}
