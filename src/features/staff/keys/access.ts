import type { App } from '#platform/app'
import type { KeyHolder } from '#platform/auth/actor'
import { todayOf } from '#platform/i18n/moments'
import { grantsFrom, heldBy, heldWithin } from '../core/index.ts'
import { touchKey } from './commands.ts'
import { findKey } from './queries.ts'
import { hashOfKey, PROGRAM } from './rules.ts'

/** What a program may do that shows this key, read from the database each time: what it was given, as long as its giver holds it too. */
export async function heldByKey(app: App, text: string): Promise<KeyHolder | undefined> {
  const now = app.now()
  const { read, transact } = app.database
  const key = await findKey(read, hashOfKey(text), now)
  if (!key?.given_by) return undefined
  const giver = await heldBy(app, key.given_by)
  const permissions = await heldWithin(read, giver.grants, { permissions: key.permissions, at: key })
  const today = todayOf(app)
  if (key.used_on !== today) await transact((tx) => touchKey(tx, key.id, today))
  // It is written down under the id of its key, where people are under that of their account.
  const account: string = key.id
  const held = { account, roles: [PROGRAM], grants: grantsFrom([{ ...key, permissions }]) }
  return key.persons_a_day === null ? held : { ...held, personsADay: key.persons_a_day }
}
