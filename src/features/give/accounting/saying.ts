import type { Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { sayAmount } from '../law/index.ts'
import type { PageT } from './texts.ts'

/** An amount of the books, which may be below zero. */
export function saySigned(locale: Locale, amount: number, currency: string): string {
  const said = sayAmount(locale, Math.abs(amount), currency)
  return amount < 0 ? `\u2212${said}` : said
}

/** What made an entry, in words where they are known: `2 refunded` of a gift. */
export function sayCause(t: PageT, { cause, what }: { cause: { kind: string }; what: string }): string {
  const state = what.split(' ').at(-1) ?? ''
  const say = ofAnyKey(t)
  if (cause.kind !== 'gift') return `${cause.kind} · ${what}`
  return t('accounting.cause-gift', { state: STATES.includes(state) ? say(`giving.state-${state}`) : what })
}

const STATES = ['paid', 'refunded', 'disputed', 'lost']
