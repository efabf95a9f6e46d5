import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { recipientsOf, type RecipientRecord } from './queries.ts'
import type { RecipientId } from './tables.ts'

/** A recipient for who keeps its books. That of others is not there, also for administrators. */
export async function recipientInCharge(
  app: App,
  { params, actor }: Asked<{ recipient: RecipientId }>,
): Promise<RecipientRecord> {
  const mine = await recipientsOf(app.database.read, actor.account)
  const found = mine.find(({ id }) => id === params.recipient)
  if (!found) throw new NotFound('give.gone')
  return found
}
