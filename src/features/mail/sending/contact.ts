import { sql } from 'kysely'
import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import { purposes, reached } from '#people'
import type { Mailing } from './tables.ts'

type Asked = Pick<Mailing, 'purpose' | 'selecting'>

/** What a mailing asks of each whom it would reach, now. Throws Conflict where no room declares its purpose any more. */
export function contactOf(app: App, { purpose, selecting }: Asked) {
  const declared = app.filled(purposes).find(({ key }) => key === purpose)
  if (!declared) throw new Conflict('sending.purpose-gone')
  return { purpose: declared, channel: 'email' as const, now: app.now(), selecting }
}

/** Of `person`: why a mailing does not reach her now; null: it does. */
export function whyNot(app: App, mailing: Asked) {
  return sql<string | null>`case when ${reached(contactOf(app, mailing))} then null else 'unreached' end`
}

/** Of `person`: the mailbox at which she is written to. */
export const mailbox = sql<
  string | null
>`(select value from contact_point where person_id = person.id and kind = 'email' and not claimed
  and quality not in ('bad', 'bouncing') order by verified_at nulls last, created_at, id limit 1)`
