import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { findSupporter } from '#people'
import { proposalLetter } from './mails.tsx'
import { findProposal } from './queries/field.ts'
import { findRecipe } from './queries/recipes.ts'
import { proposalMail } from './queues.ts'

export const workers: Worker<App>[] = [
  defineWorker({
    queue: proposalMail,
    work: async (app: App, { recipe: id, to: reader }) => {
      const { read } = app.database
      const to = await findSupporter(read, reader)
      const [recipe, proposal] = await Promise.all([
        findRecipe(read, id, { locale: to?.locale ?? 'fr', now: app.now() }),
        findProposal(read, id),
      ])
      if (!to || !recipe || !proposal?.settled_at) return
      const settled = { id, title: recipe.words.title, shown: recipe.state === 'shown', reason: proposal.reason }
      await deliver(app, proposalLetter(app, to, settled))
    },
  }),
]
