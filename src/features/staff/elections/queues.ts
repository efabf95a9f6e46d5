import { defineEvent } from '#platform/jobs/queue'

/** A vote was noted, or another day of one: silence is kept where none was. */
export const voteNoted = defineEvent<{ election: string }>('elections.vote-noted')
/** A vote was taken away that had been noted by mistake: its silence is kept no more. */
export const voteRemoved = defineEvent<{ election: string }>('elections.vote-removed')
