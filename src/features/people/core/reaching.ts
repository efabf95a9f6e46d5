import { type RawBuilder, sql } from 'kysely'
import { agreedNames } from '../ledger/index.ts'
import { NEWS } from './purposes.ts'

/**
 * Of `person`, by no other name: mails reach her now that come by themselves. She is under no restriction, and asked for no pause. Its last day is over
 * when it is over everywhere, twelve hours behind Greenwich, so that no mail comes on a day that she was told is free of them.
 */
export function takesMail(now: Date): RawBuilder<boolean> {
  return sql`(person.restricted_at is null and (person.paused_until is null or person.paused_until < (${now}::timestamptz at time zone 'Etc/GMT+12')::date))`
}

/** The same, and she agrees to get news by mail: she said so, and took nothing back. */
export function takesNews(now: Date): RawBuilder<boolean> {
  return sql`(person.agreed @> ${agreedNames(NEWS)}::text[] and ${takesMail(now)})`
}
