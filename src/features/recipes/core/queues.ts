import { defineQueue } from '#platform/jobs/queue'

/** What became of a recipe that somebody proposed, to her. */
export const proposalMail = defineQueue<{ recipe: string; to: string }>('recipes.proposal-mail')
