import { sql } from 'kysely'
import type { App, ErasedMailbox } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { record } from '#staff'
import { dueOn } from '../rules.ts'
import { db, type RequestKind, type RuleName } from '../tables.ts'

/** Notes a right that was asked for otherwise, and when it must be answered. */
export async function receiveRequest(
  tx: Tx,
  hand: Hand,
  asked: { kind: RequestKind; received_on: string; about: string },
): Promise<void> {
  const id = newId()
  await db(tx)
    .insertInto('rights_request')
    .values({ id, ...asked, due_on: dueOn(asked.received_on), answered_at: null, answered_by: null })
    .execute()
  await record(tx, hand, { action: 'receive', object: 'rights-request', id, fields: [asked.kind], count: 0 })
}

/** It is answered: who had asked need not be known any longer. */
export async function answerRequest(tx: Tx, { actor, now }: Hand, id: string): Promise<void> {
  await db(tx)
    .updateTable('rights_request')
    .set({ answered_at: now, answered_by: actor.account, about: null })
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .execute()
  await record(tx, { actor, now }, { action: 'answer', object: 'rights-request', id, count: 0 })
}

export async function changeRule(tx: Tx, hand: Hand, rule: { name: RuleName; months: number; active: boolean }): Promise<void> {
  const { name, months, active } = rule
  await db(tx).updateTable('retention_rule').set({ months, active }).where('name', '=', name).execute()
  await record(tx, hand, {
    action: 'change',
    object: 'retention-rule',
    id: name,
    reason: `${months} ${active ? 'on' : 'off'}`,
    count: 0,
  })
}

/** Forgets who asked for her rights, where one of these mailboxes says it, whose owner is erased: the request itself stays, to be answered. */
export async function forgetAsked(tx: Tx, _app: App, erased: ErasedMailbox[]): Promise<void> {
  const emails = erased.filter(({ shared }) => !shared).map(({ email }) => email)
  await sql`update rights_request set about = null
    where about is not null and exists (select from unnest(${emails}::text[]) email where position(email in lower(about)) > 0)`.execute(
    db(tx),
  )
}
