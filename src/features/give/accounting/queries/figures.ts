import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import type { Period } from '../rules/period.ts'
import { SIZES } from '../rules/sizes.ts'
import { db } from '../tables.ts'

type Asked = { recipient: RecipientId; period: Period; zone: string }

const came = ({ recipient, period, zone }: Asked) => sql`from gift
  where recipient_id = ${recipient}::uuid and state = 'paid' and (paid_at at time zone ${zone})::date between ${period.from}::date and ${period.to}::date`

export type DaySum = { day: string; n: number; sum: number }

/** What came and stayed, by the day on which it came. Days without a gift are not there. */
export async function byDay(handle: Handle, asked: Asked): Promise<DaySum[]> {
  const { rows } = await sql<{ day: string; n: string; sum: string }>`
    select (paid_at at time zone ${asked.zone})::date::text as day, count(*) as n, sum(amount - refunded)::text as sum ${came(asked)} group by 1 order by 1`.execute(
    db(handle),
  )
  return rows.map(({ day, n, sum }) => ({ day, n: amountOf(n), sum: amountOf(sum) }))
}

export type Sizes = { n: number; sum: number; median: number; largest: number; bins: { n: number; sum: number }[] }

/** How many gifts are of which size (`SIZES`), and the one in the middle. */
export async function bySize(handle: Handle, asked: Asked): Promise<Sizes> {
  const { rows } = await sql<{ bin: number | null; n: string; sum: string; median: string; largest: string }>`
    select bin, count(*) as n, sum(amount)::text as sum, percentile_disc(0.5) within group (order by amount)::text as median, max(amount)::text as largest
    from (select amount, width_bucket(amount, ${SIZES}::bigint[]) as bin ${came(asked)}) sized
    group by grouping sets ((bin), ())`.execute(db(handle))
  const all = rows.find(({ bin }) => bin === null)
  const at = (bin: number) => rows.find((row) => row.bin === bin)
  const figure = (text: string | null | undefined) => amountOf(text ?? '0')
  return {
    n: figure(all?.n),
    sum: figure(all?.sum),
    median: figure(all?.median),
    largest: figure(all?.largest),
    bins: Array.from({ length: SIZES.length + 1 }, (_, bin) => ({ n: figure(at(bin)?.n), sum: figure(at(bin)?.sum) })),
  }
}
