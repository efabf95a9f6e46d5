import { wordsOf } from '#people'
import { recordOf } from '#platform/named'
import type { Locale } from '#platform/i18n/locales'
import { type Agreed, SHARINGS } from './commands/sharing.ts'
import { SHARED } from './purposes.ts'
import type { Sharing } from './tables.ts'

/** What a form ticked, with the words that stood beside each box. */
export function agreedBy(
  locale: Locale,
  ticked: Partial<Record<Sharing, 'true' | undefined>> = {},
  method: Agreed['method'] = 'web',
): Agreed {
  return {
    sharing: recordOf(SHARINGS, (what) => ticked[what] === 'true'),
    wordings: recordOf(SHARINGS, (what) => wordsOf(SHARED[what], { locale })),
    locale,
    method,
  }
}

/** The words beside the box. */
export const sharingWords = (what: Sharing, locale: Locale): string => wordsOf(SHARED[what], { locale }).text
