import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { requireEverywhere } from '../access.ts'
import { giveApproval } from '../commands/approvals.ts'
import { heldMandates } from '../queries/mandates.ts'
import { openApprovals } from '../queries/waiting.ts'
import { isIndependent } from '../rules.ts'
import { IdParams } from '../schema.ts'
import { ApprovalsPage } from '../staff.page.tsx'
import { texts } from '../texts.ts'
import { dateTime } from './journal.tsx'

const config = { permission: 'approvals.give' } as const

/** What waits for a second person. */
export const approvalRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/approvals', { config, schema: { hide: true } }, async (request, reply) => {
    requireEverywhere(request.actor, 'approvals.give')
    const t = texts.in(request.locale)
    const { actor } = request
    const { read } = app.database
    const [found, held] = await Promise.all([openApprovals(read, app.now()), heldMandates(read, actor.account, app.now())])
    const may = (askedBy: string) => askedBy !== actor.account && isIndependent(held, askedBy, app.now())
    const approvals = found.map(
      ({ id, kind, subject, about, path, reason, email, asked_by, asked_at, given_at, used_at, giver }) => ({
        id,
        what: t('staff.approval.line', { kind, subject: about ?? subject, reason }),
        href: path ? request.way(path) : undefined,
        who: email,
        at: dateTime(app, request, asked_at),
        state: used_at
          ? t('staff.approval.used')
          : given_at
            ? t('staff.approval.given', { giver: giver ?? '' })
            : t(asked_by === actor.account || may(asked_by) ? 'staff.approval.waits' : 'staff.approval.puppet'),
        give: !given_at && may(asked_by) ? request.link(`/staff/approvals/${id}`) : undefined,
      }),
    )
    return reply.page({ title: t('staff.approvals.title'), body: <ApprovalsPage t={t} approvals={approvals} /> })
  })

  server.post('/staff/approvals/:id', { config, schema: { params: IdParams, hide: true } }, async (request, reply) => {
    requireEverywhere(request.actor, 'approvals.give')
    await app.database.transact((tx) => giveApproval(tx, handOf(app, request), request.params.id))
    return reply.back('/staff/approvals', 'done')
  })
}
