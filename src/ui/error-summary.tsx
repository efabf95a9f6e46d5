import type { Locale } from '../platform/i18n/locales.ts'
import type { Translate } from '../platform/i18n/texts.ts'
import { type FormState, idOf } from './form.tsx'
import { uiTexts } from './texts.ts'

/** The list of what is to be corrected, each a link to its field. It takes focus when the page opens. */
export function ErrorSummary({
  form,
  t,
  locale,
  labels,
}: {
  form: FormState
  t: Translate
  locale: Locale
  labels: Record<string, string>
}) {
  // In the order of the page, whatever order the checks ran in.
  const order = Object.keys(labels)
  const errors = Object.entries(form.errors).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
  if (errors.length === 0) return null
  return (
    <div class="rounded-box border-2 border-error p-4" role="alert" tabIndex={-1} autofocus id="errors">
      <h2 class="mb-1 text-lg font-bold">{uiTexts.in(locale)('ui.errors.title', { count: errors.length })}</h2>
      <ul class="list-disc ps-5">
        {errors.map(([name, key]) => (
          <li key={name}>
            <a class="link" href={`#${idOf(name)}`}>
              {labels[name] ?? name}
            </a>
            {locale === 'fr' ? '\u00a0: ' : ': '}
            {t(key)}
          </li>
        ))}
      </ul>
    </div>
  )
}
