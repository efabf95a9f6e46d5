import { type RawBuilder, sql } from 'kysely'

/** Of `person`, by no other name: mails reach her now that come by themselves. She is under no restriction, and asked for no pause. */
export function takesMail(now: Date): RawBuilder<boolean> {
  return sql`(person.restricted_at is null and (person.paused_until is null or person.paused_until < ${now}::date))`
}

/** The same, and she agrees to get news by mail: she said so, and took nothing back. */
export function takesNews(now: Date): RawBuilder<boolean> {
  return sql`(person.agreed @> array['news:email'] and ${takesMail(now)})`
}
