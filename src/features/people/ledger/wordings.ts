import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Purpose } from './purposes.ts'
import { texts } from './texts.ts'

/** What somebody had before her, as the ledger keeps it word for word. */
export type Wording = { id: string; text: string }

/** Counted from 1. */
export const currentVersion = ({ wordings }: Purpose): number => wordings.length

type Read = { locale: Locale; version?: number }

/** The words of a purpose that names no movement, in a language. A version that is not kept is a bug, and throws. */
export function wordsOf(purpose: Purpose, { locale, version = currentVersion(purpose) }: Read): Wording {
  const text = purpose.wordings[version - 1]
  if (!text) throw new Error(`No version ${version} of the words of ${purpose.key}`)
  return { id: `people.consent.${purpose.key}.v${version}`, text: text[locale] }
}

/** A purpose as the person reads it beside its box, in her language. */
export function wording({ movement }: Pick<App, 'movement'>, purpose: Purpose, read: Read): Wording {
  const { id, text } = wordsOf(purpose, read)
  return { id, text: text.replaceAll('{movement}', movement.current.name) }
}

/** What the button says by which she takes something back. */
export function withdrawalWording(locale: Locale): Wording {
  return { id: 'people.consent.withdrawal.v1', text: texts.in(locale)('ledger.withdrawal.v1') }
}
