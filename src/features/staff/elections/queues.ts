import { defineEvent } from '#platform/jobs/queue'

/** A vote was noted, got another day, was moved, or was taken away: whatever hangs on its days is to be looked at again. */
export const votesChanged = defineEvent<{ election: string }>('elections.votes-changed')
