import { Type } from 'typebox'
import { ticks, uuid } from '#platform/http/shapes'
import { SHARINGS } from './commands/sharing.ts'

export const GroupParams = Type.Object({ group: uuid })

/** What a form ticked of what others may see. */
export const sharing = ticks(SHARINGS)
