import type { App } from '#platform/app'
import { httpTexts } from '#platform/http/texts'
import { addDays, todayOf } from '#platform/i18n/moments'
import { joinTexts, ofAnyKey } from '#platform/i18n/texts'
import { votes } from '#staff'
import { kindsOf, lawTexts } from '../law/index.ts'
import type { RecipientRecord } from './queries.ts'
import type { Lack } from './rules.ts'
import { type T, texts } from './texts.ts'

export const formTexts = joinTexts([httpTexts, lawTexts, texts])

/** Accounts of a vote stay open for months after it. */
const KEPT_DAYS = 400

/** Votes that a recipient may be for. Both rounds of one are one vote: gifts to its candidates count together. */
export async function votesToChoose(app: App, t: T) {
  const known = await votes(app.database.read, addDays(todayOf(app), -KEPT_DAYS))
  const first = known.filter(({ first_round }) => first_round === null)
  return [{ value: '', text: t('give.no-election') }, ...first.map(({ id, name }) => ({ value: id, text: name }))]
}

/** What recipients may be where the movement is: what its law knows. */
export const kindsToChoose = (app: App, t: T) =>
  kindsOf(app.movement.current.country).map((kind) => ({ value: kind, text: ofAnyKey(t)(`give.kind-${kind}`) }))

/** What is missing, in words. */
export function sayLack(t: T, lack: Lack): string {
  const [of, key] = lack.split(':')
  return ofAnyKey(t)(key ? `law.${of}.${key}` : `give.missing-${of}`)
}

/** Where a recipient stands: not shown yet, open to all, or over. */
export function stateOf({ public_at, filed_at }: Pick<RecipientRecord, 'public_at' | 'filed_at'>): 'drawn' | 'public' | 'filed' {
  if (filed_at) return 'filed'
  return public_at ? 'public' : 'drawn'
}
