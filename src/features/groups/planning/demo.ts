import type { App } from '#platform/app'
import type { Scope } from '#platform/auth/actor'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import type { Rule } from '#people'
import { drawPlan } from './drawing.ts'
import { db } from './tables.ts'

/** The Creuse, where few people live far apart: what a plan is for. */
const CREUSE: Rule = { op: 'all', of: [{ is: 'territory', with: { where: 'Creuse', area: 'FR-23' } }] }

/** A plan that is drawn, and of which nobody was asked. There already: nothing changes. */
export async function loadDemoPlan(app: App): Promise<void> {
  if (await db(app.database.read).selectFrom('plan').select('id').limit(1).executeTakeFirst()) return
  const id = newId()
  const asked = { name: 'Creuse', rule: jsonb(CREUSE), scope: jsonb<Scope>('everywhere') }
  await app.database.transact((tx) =>
    db(tx)
      .insertInto('plan')
      .values({ id, ...asked, size: 7, reach: 20, state: 'drawing', after_id: null, made_by: null, made_at: app.now() })
      .execute(),
  )
  await drawPlan(app, id)
}
