import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import { firstBrokenRow } from '../queries/journal.ts'
import { witnessOf } from './journal.ts'

/** Goes along the chain, and writes what it found into the journal itself. */
export async function checkJournal(app: App, by: Actor | undefined): Promise<void> {
  const broken = await firstBrokenRow(app.database.read)
  if (broken) app.log.error({ row: broken }, 'the journal was changed')
  const found = broken ? { reason: 'broken', fields: [broken] } : { reason: 'intact' }
  await witnessOf(app)(by, { action: 'check', object: 'journal', count: 0, ...found })
}
