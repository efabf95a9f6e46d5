import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import type { FormState } from '#ui/form'
import { SUPPORT } from '../core/index.ts'
import { askedIn, wording } from '../ledger/index.ts'
import { gazetteerOf } from '#territories'
import { SignForm, type SignFormProps } from './sign.page.tsx'
import { townsToChoose } from './reading.ts'
import { texts } from './texts.ts'

type Asked = Pick<FastifyRequest, 'locale' | 'link'>

/** The form that nobody has touched yet, for a page of another room. No box is ticked. */
export function signForm(app: App, request: Asked) {
  return <SignForm {...signFormProps(app, request, { values: { country: app.movement.current.country }, errors: {} })} />
}

/** All that the form is drawn from. */
export function signFormProps(app: App, { locale, link }: Asked, form: FormState): SignFormProps {
  const towns = townsToChoose(form.values, gazetteerOf(app)).map(({ id, name }) => ({ code: id, name }))
  const opened = app.seals.sign('people.form', app.now().getTime().toString(36))
  const boxes = askedIn(app, 'signing').map((one) => ({ name: one.key, text: wording(app, one, { locale }).text }))
  const support = wording(app, SUPPORT, { locale }).text
  const { country } = app.movement.current
  const home = { country, codes: gazetteerOf(app).knowsPostalCodes(country) }
  return { t: texts.in(locale), locale, link, form, home, towns, support, boxes, opened }
}
