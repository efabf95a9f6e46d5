import type { App } from '#platform/app'
import { todayOf } from '#platform/i18n/moments'
import { erasePerson } from '../../core/index.ts'
import { record } from '#staff'
import { dueForErasure, retentionRules } from '../queries.ts'

const CHUNK = 100

/** Erases whom the rules say, a few at a time. Gives how many. */
export async function applyRetention(app: App): Promise<number> {
  const today = todayOf(app)
  let erased = 0
  for (const rule of await retentionRules(app.database.read)) {
    if (!rule.active) continue
    for (;;) {
      const due = await dueForErasure(app.database.read, rule, { today, limit: CHUNK })
      if (due.length === 0) break
      await app.database.transact(async (tx) => {
        for (const person of due) await erasePerson(tx, { person, now: app.now(), reason: 'retention' })
        await record(
          tx,
          { actor: undefined, now: app.now() },
          { action: 'erase', object: 'person', count: due.length, reason: rule.name },
        )
      })
      erased += due.length
    }
  }
  return erased
}
