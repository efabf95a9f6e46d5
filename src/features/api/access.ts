import type { App } from '#platform/app'
import type { KeyHolder } from '#platform/auth/actor'
import { grantsFrom } from '#staff'
import { touchKey } from './commands.ts'
import { findKey } from './queries.ts'
import { hashOfKey } from './rules.ts'

/** What a program may do that shows this key, read from the database each time. */
export async function heldByKey(app: App, text: string): Promise<KeyHolder | undefined> {
  const now = app.now()
  const key = await findKey(app.database.read, hashOfKey(text), now)
  if (!key) return undefined
  const today = now.toISOString().slice(0, 10)
  if (key.used_on !== today) await app.database.transact((tx) => touchKey(tx, key.id, today))
  return { account: key.id, roles: ['api'], grants: grantsFrom([key]) }
}
