import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { Invalid } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import type { FormState } from '#ui/form'
import { addRecipient } from '../commands.ts'
import { paths } from '../paths.ts'
import { recipients } from '../queries.ts'
import { RecipientsPage } from '../recipients.page.tsx'
import { NewForm } from '../schema.ts'
import { formTexts, kindsToChoose, stateOf, votesToChoose } from '../saying.ts'
import { ruleFor } from '../../law/index.ts'

const config = { permission: 'recipients.settle', everywhere: true } as const

/** To whom one gives: settled by who looks after the whole movement, who sees no gift of it. */
export const recipientsRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  server.get(paths.staff, { config, schema: { hide: true } }, (_request, reply) => show(app, reply, { values: {}, errors: {} }))

  server.post(paths.staff, { config, schema: { body: NewForm, hide: true }, attachValidation: true }, async (request, reply) =>
    submitted(request, {
      again: (code, form) => show(app, reply.code(code), form),
      work: async () => {
        const { election, ...said } = request.body
        const { country } = app.movement.current
        const rule = ruleFor({ country, kind: said.kind }, app.now())
        if (!rule) throw new Invalid({ kind: 'give.no-rule' })
        const recipient = { ...said, country, currency: rule.currency, election_id: election ?? null }
        const id = await transact((tx) => addRecipient(tx, handOf(app, request), recipient))
        return reply.back(paths.settle(id), 'added')
      },
    }),
  )
}

async function show(app: App, reply: FastifyReply, form: FormState) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const lines = await recipients(app.database.read)
  const page = {
    t,
    locale,
    form,
    action: link(paths.staff),
    kinds: kindsToChoose(app, t),
    votes: await votesToChoose(app, t),
    recipients: lines.map((line) => ({
      id: line.id,
      name: line.name,
      href: link(paths.settle(line.id)),
      state: t(`give.state-${stateOf(line)}`),
    })),
  }
  return reply.page({ title: t('give.recipients'), body: <RecipientsPage {...page} /> })
}
