import { formatDay, type Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { isReason, printReference } from '../banking/index.ts'
import { sayAmount } from '../law/index.ts'
import { paths } from './paths.ts'
import type { LineRecord } from './queries/lines.ts'
import type { LineRow } from './statements.page.tsx'
import type { FileRefusal } from '../reconciling/index.ts'
import type { PageT } from './texts.ts'

type Said = { t: PageT; locale: Locale }

/** Why a file is not taken, as a form says it. */
export const refusalKey = ({ why }: FileRefusal): string =>
  ['other-account', 'other-currency', 'no-account'].includes(why) ? `statements.refused.${why}` : `banking.refused.${why}`

export const refusalValues = ({ line, values }: FileRefusal) => ({ line, ...values })

/** A reason of a return in words, with its code, by which a bank is asked. */
function sayReturn({ t }: Said, code: string): string {
  const words = isReason(code) ? ofAnyKey(t)(`banking.return.${code}`) : t('statements.return-unknown')
  return `${words} (${code})`
}

const SHORTENED = 90

export function rowOf(line: LineRecord, { t, locale, link }: Said & { link(path: string): string }): LineRow {
  const { id, recipient_id, amount, currency, name, text, booked, state, count } = line
  return {
    id,
    href: link(paths.line(recipient_id, id)),
    amount: sayAmount(locale, amount, currency),
    who: name ?? (count > 1 ? t('statements.several', { count }) : '–'),
    day: formatDay(locale, booked),
    state: t(`reconciling.line-${state}`),
    text: text.length > SHORTENED ? `${text.slice(0, SHORTENED)}…` : text,
  }
}

/** What the bank says of a line. */
export function factsOf(line: LineRecord, said: Said) {
  const { t, locale } = said
  const { refs } = line
  const facts: [Parameters<PageT>[0], string | null | undefined][] = [
    ['statements.who', line.name],
    ['statements.iban', line.iban && printReference(line.iban)],
    ['statements.words', line.text || null],
    ['statements.day', formatDay(locale, line.booked)],
    ['statements.valued', line.valued && line.valued !== line.booked ? formatDay(locale, line.valued) : null],
    ['statements.ref-creditor', refs.creditor],
    ['statements.ref-end', refs.endToEnd],
    ['statements.ref-mandate', refs.mandate],
    ['statements.ref-bank', refs.bank],
    ['statements.returned', line.returned && sayReturn(said, line.returned)],
    ['statements.is-reversal', line.reversal ? t('statements.yes') : null],
    ['statements.count', line.count > 1 ? t('statements.several', { count: line.count }) : null],
    ['statements.note', line.note],
  ]
  return facts.flatMap(([label, value]) => (value ? [{ label: t(label), value }] : []))
}
