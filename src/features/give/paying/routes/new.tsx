import type { FastifyReply } from 'fastify'
import {
  categoriesToChoose,
  draftSpending,
  giversToChoose,
  type Kind,
  readInKind,
  readSpending,
  todayIn,
} from '../../spending/index.ts'
import { Type } from 'typebox'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { oneOf } from '#platform/http/shapes'
import type { FormState } from '#ui/form'
import { recipientInCharge, type RecipientRecord } from '../../core/index.ts'
import { NewSpendingPage } from '../book.page.tsx'
import { paths } from '../paths.ts'
import { BookParams, DraftForm } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: BookParams, hide: true } as const
const KindQuery = Type.Object({ kind: Type.Optional(oneOf(['bill', 'in-kind'] as const)) })
const PATH = '/staff/spending/:recipient/new'

/** A bill that came, or a gift in kind: a draft, until its papers are there and it is booked. */
export const newSpendingRoutes: Routes = (app: App) => async (server) => {
  server.get(PATH, { config, schema: { ...schema, querystring: KindQuery } }, async (request, reply) => {
    const recipient = await recipientInCharge(app, request)
    const form = { values: { spent_on: todayIn(app, recipient) }, errors: {} }
    return show(reply, { recipient, kind: request.query.kind ?? 'bill', form })
  })

  server.post(PATH, { config, schema: { ...schema, body: DraftForm }, attachValidation: true }, async (request, reply) => {
    const recipient = await recipientInCharge(app, request)
    const kind = request.body.kind === 'in-kind' ? 'in-kind' : 'bill'
    return submitted(request, {
      again: (code, form) => show(reply.code(code), { recipient, kind, form }),
      work: async () => {
        const { currency, id: recipient_id } = recipient
        const read = { locale: request.locale, currency, today: todayIn(app, recipient) }
        const asked =
          kind === 'bill' ? readSpending(request.body, read) : readInKind(request.body, { ...read, recipient, now: app.now() })
        const spending = { ...asked, recipient_id, group_id: null, kind, currency } as const
        const id = await app.database.transact((tx) => draftSpending(tx, handOf(app, request), spending))
        return reply.back(paths.spending(recipient_id, id), 'added')
      },
    })
  })
}

function show(reply: FastifyReply, { recipient, kind, form }: { recipient: RecipientRecord; kind: Kind; form: FormState }) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const title = t(kind === 'bill' ? 'paying.new-bill' : 'paying.new-in-kind')
  const props = {
    t,
    locale,
    title,
    lead: t(kind === 'bill' ? 'paying.new-bill-lead' : 'paying.new-in-kind-lead'),
    form,
    action: link(`${paths.book(recipient.id)}/new`),
    hidden: { kind },
    categories: categoriesToChoose(t),
    button: t('spending.keep'),
    back: { href: link(paths.book(recipient.id)), text: t('paying.back') },
    ...(kind === 'in-kind' ? { inKind: giversToChoose(t) } : {}),
  }
  return reply.page({ title, body: <NewSpendingPage {...props} /> })
}
