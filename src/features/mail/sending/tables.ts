import type { Generated, Selectable } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import { narrow, type Published } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Contact } from '#contact'
import type { PersonCard, PersonId, Rule } from '#people'

export type MailingId = Id<'mailing'>

/** What becomes of a letter of which nobody knows whether a server took it. */
export type Policy = 'resend' | 'park'

export type State = 'freezing' | 'ready' | 'running' | 'paused' | 'stopped' | 'done'

/** What did not simply go. */
export type Fate = 'deferred' | 'refused' | 'failed' | 'left-out' | 'uncertain'

type MailingRow = {
  id: MailingId
  title: string
  purpose: string
  selecting: boolean
  kind: Contact['kind']
  carries: Contact['carries'][number][]
  rule: Rule
  scope: Scope
  policy: Policy
  state: State
  frozen_to: Generated<PersonId | null>
  frozen_at: Generated<Date | null>
  meant: Generated<number>
  left_out: Generated<Record<string, number>>
  made_at: Date
  begun_at: Generated<Date | null>
  ended_at: Generated<Date | null>
}

export type Mailing = Selectable<MailingRow>

type Delivery = { mailing_id: MailingId; seq: number; person_id: PersonId }

type Chunk = {
  mailing_id: MailingId
  turn: number
  dest: string
  lo: number
  hi: number
  done: number
  intent: number
  epoch: Generated<number>
  lease_until: Date | null
  not_before: Date | null
  over_at: Date | null
}

type DeliveryFate = {
  mailing_id: MailingId
  seq: number
  fate: Fate
  reason: string
  reply: string | null
  at: Date
  tries: Generated<number>
  not_before: Date | null
  lease_until: Date | null
  epoch: Generated<number>
}

type Pace = {
  dest: string
  per_minute: number | null
  tokens: number
  at: Date
  blocked_until: Date | null
  blocks: number
  reply: string | null
}

type Tables = {
  mailing: MailingRow
  delivery: Delivery
  mailing_chunk: Chunk
  delivery_fate: DeliveryFate
  mail_domain: { domain: string; dest: string }
  mail_pace: Pace
  mail_halt: { one: true; by: string | null; at: Date }
}

/** What other rooms may join of a mailing. */
export type MailingCard = {
  mailing: Published<MailingRow, 'id' | 'title' | 'purpose' | 'state' | 'made_at' | 'begun_at' | 'ended_at' | 'meant'>
  delivery: Published<Delivery, 'mailing_id' | 'seq' | 'person_id'>
}

export const db = narrow<Tables, PersonCard>()
