import { recordOf } from '#platform/named'
import type { Locale } from '#platform/i18n/locales'
import { type Agreed, SHARINGS } from './commands/sharing.ts'
import type { Sharing } from './tables.ts'
import { texts } from './texts.ts'

/** Grows when a wording below changes: what people agreed to is never edited. */
const VERSION = 1

/** What a form ticked, with the words that stood beside each box. */
export function agreedBy(
  locale: Locale,
  ticked: Partial<Record<Sharing, 'true' | undefined>> = {},
  method: Agreed['method'] = 'web',
): Agreed {
  const t = texts.in(locale)
  return {
    sharing: recordOf(SHARINGS, (what) => ticked[what] === 'true'),
    wordings: recordOf(SHARINGS, (what) => ({ id: `groups.${what}.${VERSION}`, text: t(`groups.sharing-${what}`) })),
    locale,
    method,
  }
}
