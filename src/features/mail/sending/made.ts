import { sql } from 'kysely'
import { contactsMade } from '#contact'
import { fill } from '#platform/slots'

/** Whom letters of mailings reached, for what presses on each: what left, and what may have. */
export const lettersMade = fill(
  contactsMade,
  ({
    people,
    since,
  }) => sql`select delivery.person_id, coalesce(chunk.over_at, mailing.begun_at) as at, 'email' as channel, mailing.kind, null::bytea as address_hash
    from delivery join mailing on mailing.id = delivery.mailing_id
      join lateral (select done, over_at from mailing_chunk where mailing_chunk.mailing_id = delivery.mailing_id and lo <= delivery.seq order by lo desc limit 1) chunk on true
      left join delivery_fate fate on fate.mailing_id = delivery.mailing_id and fate.seq = delivery.seq
    where delivery.person_id = any((${people})::uuid[]) and mailing.begun_at >= ${since}::timestamptz - interval '7 days'
      and coalesce(chunk.over_at, mailing.begun_at) >= ${since} and chunk.done > delivery.seq and (fate.fate is null or fate.fate = 'uncertain')`,
)
