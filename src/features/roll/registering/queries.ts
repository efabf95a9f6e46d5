import type { Handle } from '#platform/db/handle'
import { db, type ReminderId } from './tables.ts'

export const findReminder = (handle: Handle, id: ReminderId) =>
  db(handle).selectFrom('roll_reminder').selectAll().where('id', '=', id).executeTakeFirst()
