import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import type { FormState } from '#ui/form'
import { wording } from '#people'
import { gazetteerOf } from '#territories'
import type { SignFormProps } from './sign.page.tsx'
import { emptyForm } from './sign.page.tsx'
import { townsToChoose } from './reading.ts'
import { texts } from './texts.ts'

/** All that the form is drawn from, here and on the home page. */
export function signForm(
  app: App,
  { locale, link }: Pick<FastifyRequest, 'locale' | 'link'>,
  form: FormState = emptyForm,
): SignFormProps {
  const towns = townsToChoose(form.values, gazetteerOf(app)).map(({ id, name }) => ({ code: id, name }))
  const opened = app.seals.sign('people.form', app.now().getTime().toString(36))
  const [support, news, calls] = (['support', 'news', 'calls'] as const).map((purpose) => wording(app, locale, purpose).text) as [
    string,
    string,
    string,
  ]
  return { t: texts.in(locale), locale, link, form, towns, wordings: { support, news, calls }, opened }
}
