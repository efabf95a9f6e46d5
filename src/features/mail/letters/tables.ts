import type { Generated } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import type { Scope } from '#platform/auth/actor'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { Contact } from '#contact'
import type { PersonCard } from '#people'
import type { MailingCard, MailingId } from '../sending/index.ts'
import type { Program, Source } from '../writing/index.ts'

export type LetterId = Id<'letter'>

/** What was written, by language. */
type Sources = Partial<Record<Locale, Source>>

type Letter = {
  id: LetterId
  title: string
  sources: Generated<Sources>
  audience_id: string | null
  kind: Contact['kind']
  version: Generated<number>
  scope: Scope
  written_by: AccountId | null
  made_at: Date
  updated_at: Date
}

type Edition = {
  mailing_id: MailingId
  letter_id: LetterId | null
  programs: Partial<Record<Locale, Program>>
  main: Locale
  hash: string
  asked_by: AccountId | null
}

export const db = narrow<{ letter: Letter; letter_edition: Edition }, MailingCard & PersonCard>()
