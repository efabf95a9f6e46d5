import { CURRENCIES } from '#platform/money'
import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatDay } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { AccountsPage } from '../accounts.page.tsx'
import { addAccount, rotateSecret } from '../commands/accounts.ts'
import { hookPath } from '../commands/begin.ts'
import { accounts } from '../queries/payments.ts'

import { AccountForm, AccountParams, SecretForm } from '../schema.ts'
import { PROVIDERS } from '../tables.ts'
import { texts } from '../texts.ts'

const config = { permission: 'payments.keep', everywhere: true } as const
const pageTexts = joinTexts([httpTexts, texts])
const PATH = '/staff/payments'

/** Accounts at providers of payments, for who looks after the whole movement. */
export const accountRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get(PATH, { config, schema: { hide: true } }, (_request, reply) => show(app, reply))

  server.post(PATH, { config, schema: { body: AccountForm, hide: true }, attachValidation: true }, (request, reply) =>
    submitted(request, {
      again: (code, form) => show(app, reply.code(code), { form: withoutKeys(form), refused: '' }),
      work: async () => {
        const { name, provider, currency, secret, key, token } = request.body
        const account = { name, provider, currency, secret, credentials: provider === 'sandbox' ? {} : { key, token } }
        await transact((tx) => addAccount(tx, app, { hand: handOf(app, request), account }))
        return reply.back(PATH, 'added')
      },
    }),
  )

  const schema = { params: AccountParams, body: SecretForm, hide: true }
  server.post(`${PATH}/:account/secret`, { config, schema, attachValidation: true }, (request, reply) => {
    const id = request.params.account
    return submitted(request, {
      again: (code, form) => show(app, reply.code(code), { form: withoutKeys(form), refused: id }),
      work: async () => {
        const { secret } = request.body
        await transact((tx) => rotateSecret(tx, app, { hand: handOf(app, request), id, secret }))
        return reply.back(PATH, 'saved')
      },
    })
  })
}

/** Keys go in and never come out: not even to who has just mistyped one. */
function withoutKeys({ values, ...form }: FormState): FormState {
  const { key: _key, token: _token, secret: _secret, ...others } = values
  return { ...form, values: others }
}

type Shown = { form: FormState; refused: string | undefined }
const NOTHING: Shown = { form: { values: {}, errors: {} }, refused: undefined }

async function show(app: App, reply: FastifyReply, { form, refused }: Shown = NOTHING) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const found = await accounts(app.database.read)
  const { publicUrl } = app.config
  const page = {
    t,
    locale,
    form,
    refused,
    path: link(PATH),
    providers: PROVIDERS.map((value) => ({ value, text: t(`payments.provider-${value}`) })),
    currencies: Object.keys(CURRENCIES).map((value) => ({ value, text: value })),
    accounts: found.map(({ id, name, provider, currency, live, created_at }) => ({
      id,
      name,
      live,
      provider: t(`payments.provider-${provider}`),
      currency,
      since: formatDay(locale, clockIn(app.movement.current.timeZone, created_at).day),
      hook: provider === 'sandbox' ? undefined : `${publicUrl}${hookPath(id)}`,
      rotate: provider === 'stripe' ? link(`${PATH}/${id}/secret`) : undefined,
    })),
  }
  return reply.page({ title: t('payments.title'), body: <AccountsPage {...page} /> })
}
