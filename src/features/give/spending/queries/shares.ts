import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { GroupId } from '#groups'
import { flooredAccounts } from '../../books/index.ts'
import type { RecipientId } from '../../core/index.ts'
import { db } from '../tables.ts'

/** `left`: what is not asked for yet. */
export type Share = { recipient: RecipientId; recipient_name: string; currency: string; left: number }

/** What a group may ask for, by whose book it stands in. Two queries. */
export async function sharesOf(handle: Handle, group: GroupId): Promise<Share[]> {
  const accounts = await flooredAccounts(handle, { code: `group:${group}` })
  if (accounts.length === 0) return []
  const recipients = await db(handle)
    .selectFrom('recipient')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      accounts.map(({ book }) => book as string),
    )
    .execute()
  return accounts.flatMap(({ book, currency, left }) => {
    const recipient = recipients.find(({ id }) => (id as string) === book)
    return recipient ? [{ recipient: recipient.id, recipient_name: recipient.name, currency, left }] : []
  })
}

/** A group that closed, with what its share still has, what is set aside for requests that nobody decided, and what went back. */
export type ClosedShare = {
  group: GroupId
  name: string
  closed_on: string
  currency: string
  left: number
  aside: number
  returned: number
}

/** Of a recipient's book: the groups that closed and had a share in it. Two queries. */
export async function closedShares(handle: Handle, recipient: RecipientId): Promise<ClosedShare[]> {
  const accounts = await flooredAccounts(handle, { book: recipient as string })
  const groups = [...new Set(accounts.flatMap(({ code }) => (code.startsWith('group:') ? [code.slice(6)] : [])))]
  if (groups.length === 0) return []
  const { rows } = await sql<{ group: GroupId; name: string; closed_on: string; returned: string }>`
    select id as "group", name, closed_at::date::text as closed_on,
      (select coalesce(sum(amount), 0) from share_return r where r.group_id = local_group.id and r.recipient_id = ${recipient}::uuid) as returned
    from local_group where id = any(${groups}::uuid[]) and closed_at is not null order by name, id`.execute(db(handle))
  return rows.flatMap(({ returned, ...row }) =>
    accounts
      .filter(({ code }) => code === `group:${row.group}`)
      .map(({ currency, left }) => ({
        ...row,
        currency,
        left,
        aside: accounts.find((one) => one.code === `aside:${row.group}` && one.currency === currency)?.left ?? 0,
        returned: amountOf(returned),
      })),
  )
}
