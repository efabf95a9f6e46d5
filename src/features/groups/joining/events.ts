import { defineEvent } from '#platform/jobs/queue'
import type { PersonId } from '#people'
import type { GroupId } from '../core/index.ts'

/** Somebody came to as many groups as one may in a day; `group` is the last. */
export const cameToMany = defineEvent<{ group: GroupId; person: PersonId; at: string }>('joining.came-to-many')
