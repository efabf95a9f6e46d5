import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { giveApproval } from '../commands/approvals.ts'
import { approvalsSeenBy } from '../queries/waiting.ts'
import { IdParams } from '../schema.ts'
import { ApprovalsPage } from '../staff.page.tsx'
import { texts } from '../texts.ts'
import { dateTime } from './journal.tsx'

const config = { permission: 'approvals.give', everywhere: true } as const

/** What waits for a second person. */
export const approvalRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/approvals', { config, schema: { hide: true } }, async (request, reply) => {
    const t = texts.in(request.locale)
    const { actor } = request
    const found = await approvalsSeenBy(app.database.read, actor.account, app.now())
    const approvals = found.approvals.map(
      ({ id, kind, subject, about, path, reason, email, bond, asked_at, given_at, used_at, giver }) => ({
        id,
        what: t('staff.approval.line', { kind, subject: about ?? subject }),
        reason,
        href: path ? request.way(path) : undefined,
        who: email,
        at: dateTime(app, request, asked_at),
        state: used_at
          ? t('staff.approval.used')
          : given_at
            ? t('staff.approval.given', { giver: giver ?? '' })
            : t(bond && bond !== 'self' ? `staff.approval.bond-${bond}` : 'staff.approval.waits'),
        give: !given_at && !bond ? request.link(`/staff/approvals/${id}`) : undefined,
      }),
    )
    return reply.page({ title: t('staff.approvals.title'), body: <ApprovalsPage t={t} approvals={approvals} few={found.few} /> })
  })

  server.post('/staff/approvals/:id', { config, schema: { params: IdParams, hide: true } }, async (request, reply) => {
    await app.database.transact((tx) => giveApproval(tx, handOf(app, request), request.params.id))
    return reply.back('/staff/approvals', 'done')
  })
}
