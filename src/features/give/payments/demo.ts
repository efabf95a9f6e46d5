import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { shutKeys } from './accounts.ts'
import { accounts } from './queries/payments.ts'
import { type AccountId, db } from './tables.ts'

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
