import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { WORDING_VERSION } from './rules.ts'
import { texts } from './texts.ts'
import type { Purpose, SignatureRow } from './tables.ts'

/** Versions whose texts are kept. */
type Version = typeof WORDING_VERSION

/** Which consent is read, and in what language. */
type Read = { locale: Locale; purpose: Purpose; version?: Version }

/** The consent as the person reads it, in her language. The ledger keeps it word for word. */
export function wording(app: App, { locale, purpose, version = WORDING_VERSION }: Read): { id: string; text: string } {
  const id = `people.consent.${purpose}.v${version}` as const
  return { id, text: texts.in(locale)(id, { movement: app.movement.current.name }) }
}

/** The wording that a signature agreed to, which may be older than today's. */
export function wordingOf(app: App) {
  // No row has a version whose texts are gone: those are never edited, nor taken away.
  return (purpose: Purpose, { locale, wording_version }: SignatureRow) =>
    wording(app, { locale, purpose, version: wording_version as Version })
}
