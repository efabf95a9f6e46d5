import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { Invalid } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { formatDay } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import type { FormState } from '#ui/form'
import { groupForOrganiser, membersPath } from '#groups'
import { sayAmount } from '../../law/index.ts'
import { categoriesToChoose, draftSpending, readSpending, sharesOf, spendings } from '../../spending/index.ts'
import { paths } from '../paths.ts'
import { RequestsPage } from '../requests.page.tsx'
import { GroupParams, RequestForm } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const PATH = '/groups/:group/spending'
const LISTED = 100

type Standing = Awaited<ReturnType<typeof groupForOrganiser>>

/** What a group asks to be paid out of its share: for its organisers alone. */
export const requestsRoutes: Routes = (app: App) => async (server) => {
  server.get(PATH, { config, schema: { params: GroupParams, hide: true } }, async (request, reply) =>
    show(app, reply, await groupForOrganiser(app, request)),
  )

  server.post(
    PATH,
    { config, schema: { params: GroupParams, body: RequestForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupForOrganiser(app, request)
      const { group } = standing
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { ...standing, form }),
        work: async () => {
          const { recipient, ...typed } = request.body
          const share = (await sharesOf(app.database.read, group.id)).find((one) => one.recipient === recipient)
          if (!share) throw new Invalid({ recipient: 'form.wrong' })
          const today = clockIn(group.time_zone, app.now()).day
          const asked = readSpending(typed, { locale: request.locale, currency: share.currency, today })
          const spending = {
            ...asked,
            recipient_id: recipient,
            group_id: group.id,
            kind: 'bill',
            currency: share.currency,
          } as const
          const id = await app.database.transact((tx) => draftSpending(tx, handOf(app, request), spending))
          return reply.back(paths.request(group.id, id), 'added')
        },
      })
    },
  )
}

async function show(app: App, reply: FastifyReply, { group, form }: Standing & { form?: FormState }) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = pageTexts.in(locale)
  const [shares, found] = await Promise.all([sharesOf(read, group.id), spendings(read, { group: group.id, limit: LISTED })])
  const today = clockIn(group.time_zone, app.now()).day
  const page = {
    t,
    locale,
    name: group.name,
    action: link(paths.group(group.id)),
    stats: shares.map(({ left, currency, recipient_name }) => ({
      value: sayAmount(locale, left, currency),
      label: t('requests.left', { name: recipient_name }),
    })),
    books: shares.map(({ recipient, recipient_name }) => ({ value: recipient, text: recipient_name })),
    form: form ?? { values: { spent_on: today }, errors: {} },
    open: form !== undefined,
    categories: categoriesToChoose(t),
    requests: found.map((one) => ({
      id: one.id,
      href: link(paths.request(group.id, one.id)),
      words: one.words,
      note: `${sayAmount(locale, one.amount, one.currency)} · ${one.payee} · ${formatDay(locale, one.spent_on)}`,
      state: t(`spending.state-${one.state}`),
    })),
    back: { href: link(membersPath(group.id)), text: t('requests.back') },
  }
  return reply.page({ title: t('requests.title', { name: group.name }), body: <RequestsPage {...page} /> })
}
