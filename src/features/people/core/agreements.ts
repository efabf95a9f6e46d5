import type { App } from '#platform/app'
import { type Purpose, purposesOf, type Wording, wording } from '../ledger/index.ts'
import type { SignatureRow } from './tables.ts'

/** A purpose with the words that somebody agreed to. */
export type Agreement = { purpose: Purpose; wording: Wording }

/** What a signature agrees to, in the words that she read, which may be older than today's. A purpose that no room declares any more is left out. */
export function agreementsOf(app: Pick<App, 'filled' | 'movement'>) {
  return ({ agreed, locale }: Pick<SignatureRow, 'agreed' | 'locale'>): Agreement[] =>
    purposesOf(app).flatMap((purpose) => {
      const version = agreed[purpose.key]
      return version === undefined ? [] : [{ purpose, wording: wording(app, purpose, { locale, version }) }]
    })
}
