import { sql } from 'kysely'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { record } from '#staff'
import { laneOf } from '../queues.ts'
import { db, type MailingId, type State } from '../tables.ts'

/** Senders that a mailing begins with; each works on one chunk at a time. */
export const LANES = 4

type Step = { from: State[]; to: State; act: string }

const BEGIN: Step = { from: ['ready'], to: 'running', act: 'begin' }
const PAUSE: Step = { from: ['running'], to: 'paused', act: 'pause' }
const RESUME: Step = { from: ['paused'], to: 'running', act: 'resume' }
const STOP: Step = { from: ['freezing', 'ready', 'running', 'paused'], to: 'stopped', act: 'stop' }

/** Lets a mailing whose people are written down leave. Conflict when somebody did: of two who press, one does. */
export const beginMailing = (tx: Tx, hand: Hand, id: MailingId) => step(tx, hand, { id, ...BEGIN })

/** Holds it where it is: nothing more leaves than what a server is being told. */
export const pauseMailing = (tx: Tx, hand: Hand, id: MailingId) => step(tx, hand, { id, ...PAUSE })

/** Goes on after a pause. */
export const resumeMailing = (tx: Tx, hand: Hand, id: MailingId) => step(tx, hand, { id, ...RESUME })

/** Ends it for good: who got it got it. */
export const stopMailing = (tx: Tx, hand: Hand, id: MailingId) => step(tx, hand, { id, ...STOP })

async function step(tx: Tx, hand: Hand, { id, from, to, act }: Step & { id: MailingId }): Promise<void> {
  const moved = await db(tx)
    .updateTable('mailing')
    .set({ state: to })
    .set(to === 'running' ? { begun_at: sql<Date>`coalesce(begun_at, ${hand.now})` } : {})
    .set(to === 'stopped' ? { ended_at: hand.now, frozen_at: sql<Date>`coalesce(frozen_at, ${hand.now})` } : {})
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning('meant')
    .executeTakeFirst()
  if (!moved) throw new Conflict('sending.moved-on')
  if (to === 'running') wakeLanes(tx, id)
  await record(tx, hand, { action: act, object: 'mailing', id, count: moved.meant })
}

/** Leaves work for senders. */
export function wakeLanes(tx: Tx, id: MailingId, lanes = LANES): void {
  for (let n = 0; n < lanes; n++) enqueue(tx, laneOf, { mailing: id })
}

/** Holds everything that leaves by mailings, of whichever; or lets it go on. */
export async function halt(tx: Tx, { actor, now }: Hand): Promise<void> {
  await db(tx)
    .insertInto('mail_halt')
    .values({ one: true, by: actor?.account ?? null, at: now })
    .onConflict((row) => row.doNothing())
    .execute()
  await record(tx, { actor, now }, { action: 'halt', object: 'mail' })
}

/** Lets what was under way go on. */
export async function goOn(tx: Tx, hand: Hand): Promise<void> {
  const { numDeletedRows } = await db(tx).deleteFrom('mail_halt').executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return
  const ready = await db(tx).selectFrom('mailing').select('id').where('state', '=', 'running').execute()
  for (const { id } of ready) wakeLanes(tx, id)
  await record(tx, hand, { action: 'go-on', object: 'mail' })
}

/** Ends a mailing of which nothing waits any more. */
export async function endIfOver(tx: Tx, id: MailingId, now: Date): Promise<void> {
  await db(tx)
    .updateTable('mailing')
    .set({ state: 'done', ended_at: now })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('mailing_chunk').select('turn').where('mailing_id', '=', id).where('over_at', 'is', null))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('delivery_fate').select('seq').where('mailing_id', '=', id).where('fate', '=', 'deferred'))),
    )
    .execute()
}
