import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { Conflict } from '#platform/errors'
import { fieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { addField, customFields, removeField } from '../../core/index.ts'
import { normalise } from '#platform/text/normalise'
import { FieldsPage } from '../fields.page.tsx'
import { FieldForm, FieldParams } from '../schema.ts'
import { texts } from '../texts.ts'

const config = { permission: 'people.fields', everywhere: true } as const
const formTexts = joinTexts([httpTexts, texts])
const KINDS = ['text', 'number', 'date', 'boolean', 'choice'] as const

/** Which fields the movement adds to people. */
export const fieldRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/staff/fields', { config, schema: { hide: true } }, (_request, reply) =>
    show(app, reply, { values: {}, errors: {} }),
  )

  server.post(
    '/staff/fields',
    { config, schema: { body: FieldForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const values = request.body
      const wrong = (form: Partial<FormState>) => show(app, reply.code(422), { values, errors: {}, ...form })
      if (request.validationError) return wrong({ errors: fieldErrors(request.validationError) })
      const { label, kind, options = '' } = request.body
      const key = normalise(label)
        .replaceAll(' ', '_')
        .replace(/^[^a-z]+/, '')
        .slice(0, 40)
      const choices = options
        .split(',')
        .map((option) => option.trim())
        .filter(Boolean)
      if (key === '') return wrong({ errors: { label: 'form.wrong' } })
      if (kind === 'choice' && choices.length < 2) return wrong({ errors: { options: 'directory.fields.options-needed' } })
      try {
        await transact((tx) =>
          addField(tx, handOf(app, request), { key, label: label.trim(), kind, options: kind === 'choice' ? choices : [] }),
        )
      } catch (error) {
        if (error instanceof Conflict) return wrong({ errors: { label: error.key } })
        throw error
      }
      return reply.back('/staff/fields', 'added')
    },
  )

  server.post('/staff/fields/:key/removal', { config, schema: { params: FieldParams, hide: true } }, async (request, reply) => {
    await transact((tx) => removeField(tx, handOf(app, request), request.params.key))
    return reply.back('/staff/fields', 'removed')
  })
}

async function show(app: App, reply: FastifyReply, form: FormState) {
  const { request } = reply
  const { locale, link } = request
  const t = formTexts.in(locale)
  const fields = (await customFields(app.database.read)).map(({ key, label, kind }) => ({
    key,
    label,
    kind: t(`directory.fields.kind-${kind}`),
    removal: link(`/staff/fields/${key}/removal`),
  }))
  const kinds = KINDS.map((kind) => ({ value: kind, text: t(`directory.fields.kind-${kind}`) }))
  const page = { t, locale, form, action: link('/staff/fields'), kinds, fields }
  return reply.page({ title: t('directory.fields.title'), body: <FieldsPage {...page} /> })
}
