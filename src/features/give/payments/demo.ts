import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { recordset } from '#platform/db/recordset'
import { shutKeys } from './accounts.ts'
import { accounts } from './queries/payments.ts'
import type { Mode } from '../providers/index.ts'
import { type AccountId, db, type PaymentId } from './tables.ts'

/** A sandbox for the demo's movement, where the provider is played. There already: nothing changes. */
export async function loadDemoAccount(app: App): Promise<void> {
  const { read, transact } = app.database
  if ((await accounts(read)).length > 0) return
  const id: AccountId = newId()
  const kept = shutKeys(app, id, { credentials: {}, secrets: [] })
  await transact((tx) =>
    db(tx)
      .insertInto('payment_account')
      .values({ id, name: 'Demo', provider: 'sandbox', currency: 'EUR', live: false, ...kept, created_at: app.now() })
      .execute(),
  )
}

/** `kept_at`: when; `later`: what the sandbox answers when it is to take money by it. */
type Kept = { id: PaymentId; kind: string; subject: string; mode: Mode; later: 'paid' | 'failed'; kept_at: Date }

/** Lets an account at the sandbox keep what pays for the demo's subjects. */
export async function keepDemoMeans(tx: Tx, { account, kept }: { account: AccountId; kept: Kept[] }): Promise<void> {
  const rows = kept.map((one) => ({ ...one, ref: `sandbox_${one.id}` }))
  const columns = {
    id: 'uuid',
    kind: 'text',
    subject: 'uuid',
    mode: 'text',
    later: 'text',
    kept_at: 'timestamptz',
    ref: 'text',
  } as const
  const all = recordset('k', rows, columns)
  await sql`insert into payment (id, account_id, subject_kind, subject_id, amount, currency, mode, return_path, locale, description, reached, state,
      provider_ref, created_at, changed_at, keep)
    select k.id, ${account}, k.kind, k.subject, 0, 'EUR', k.mode, '/', 'fr', 'Demo', 'paid', 'paid', k.ref, k.kept_at, k.kept_at, true from ${all}`.execute(
    db(tx),
  )
  await sql`insert into sandbox_payment (ref, payment_id, state, made_at, changed_at, later)
    select k.ref, k.id, 'paid', k.kept_at, k.kept_at, k.later from ${all}`.execute(db(tx))
  await sql`insert into payment_means (payment_id, account_id, customer, method, kept_at)
    select k.id, ${account}, 'sandbox_' || k.id, k.ref, k.kept_at from ${all}`.execute(db(tx))
}
