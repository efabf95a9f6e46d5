import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { deliver } from '#platform/mail/writing'
import { findSupporter } from '#people'
import { requestLetter } from './mails.tsx'
import { findRequest } from './queries.ts'
import { requestMail, type RequestMailKind } from './queues.ts'
import type { RequestState } from './tables.ts'

/** What a request must be for a mail to say something true. */
const TRUE_OF: Record<RequestMailKind, RequestState[]> = {
  asked: ['open'],
  accepted: ['accepted'],
  declined: ['declined'],
  proposed: ['proposed'],
  agreed: ['accepted'],
  withdrawn: ['withdrawn'],
  thanked: ['accepted'],
}

export const workers: Worker<App>[] = [
  defineWorker({
    queue: requestMail,
    work: async (app: App, { kind, request: id, to: side }) => {
      const { read } = app.database
      const request = await findRequest(read, id)
      if (!request || !TRUE_OF[kind].includes(request.state)) return
      const [helper, asker] = [
        await findSupporter(read, request.person_id),
        request.asked_by ? await findSupporter(read, request.asked_by) : undefined,
      ]
      const [to, other] = side === 'helper' ? [helper, asker] : [asker, helper]
      if (to) await deliver(app, requestLetter(app, to, { kind, request, other, id: `offer-request-${kind}-${side}-${id}` }))
    },
  }),
]
