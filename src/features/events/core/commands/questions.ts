import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { db, type EventId } from '../tables.ts'
import { lockEvent } from './lock.ts'

const MOST_QUESTIONS = 5

type NewQuestion = { words: string; kind: 'text' | 'yes-no'; required: boolean }

/** Asks something of whoever signs up from now on. */
export async function addQuestion(tx: Tx, event: EventId, question: NewQuestion): Promise<void> {
  await lockEvent(tx, event)
  const { n } = await db(tx)
    .selectFrom('event_question')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('event_id', '=', event)
    .executeTakeFirstOrThrow()
  if (n >= MOST_QUESTIONS) throw new Conflict('events.questions.enough')
  await db(tx)
    .insertInto('event_question')
    .values({ id: newId(), event_id: event, ...question })
    .execute()
}

/** Asks it no more; what was answered goes with it. */
export async function removeQuestion(tx: Tx, event: EventId, question: string): Promise<void> {
  await lockEvent(tx, event)
  await sql`update sign_up set answers = answers - ${question} where event_id = ${event}::uuid and answers ? ${question}`.execute(
    db(tx),
  )
  await db(tx).deleteFrom('event_question').where('id', '=', question).where('event_id', '=', event).execute()
}
