import { defineTexts, type Translate, ofAnyKey } from '#platform/i18n/texts'
import type { Locale } from '#platform/i18n/locales'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export const texts = defineTexts<typeof fr>({ fr, en, es })

/** Writes this slice's texts in one language. */
export type T = Translate<keyof typeof fr>

/** A role of the journal in words; one that no role bears any more as it was written. */
export function roleName(locale: Locale, role: string): string {
  const key = `staff.role.${role}`
  return key in fr ? ofAnyKey(texts.in(locale))(key) : role
}
