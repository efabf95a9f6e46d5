import type { App } from '#platform/app'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { ofAnyKey } from '#platform/i18n/texts'
import { findRecipient, type RecipientRecord } from '../core/index.ts'
import { printReference } from '../banking/index.ts'
import { sayAmount } from '../law/index.ts'
import type { Proposal } from './line.page.tsx'
import { findLine, findLines, type LineRecord } from './queries/lines.ts'
import { type Candidate, type Expected, expectingIn, expectingOf } from '../reconciling/index.ts'
import type { PageT } from './texts.ts'

type Said = { t: PageT; locale: Locale; action: string }
type Ours = { recipient: RecipientRecord; line: LineRecord }

/** What a line that waits may be, each with its button. A constant number of queries. */
export async function proposalsOf(app: App, { recipient, line }: Ours, said: Said): Promise<Proposal[]> {
  const { read } = app.database
  const ids = (kind: Candidate['kind']) => line.candidates.filter((one) => one.kind === kind).map(({ id }) => id)
  const sought = expectingIn(app).map((one) => one.find(read, recipient.id, { ids: ids(one.kind) }))
  const expected = new Map((await Promise.all(sought)).flat().map((one) => [one.id, one]))
  const others = new Map((await findLines(read, ids('line'))).map((one) => [one.id as string, one]))
  return line.candidates.flatMap((candidate): Proposal[] => {
    const { kind, id, reasons } = candidate
    if (kind === 'payout') return [payoutProposal(candidate, line, said)]
    if (kind === 'line') return others.has(id) ? [lineProposal(others.get(id)!, { reasons }, said)] : []
    const found = expected.get(id)
    return found ? [arrivalProposal(app, { found, line, reasons }, said)] : []
  })
}

const wordsOf = ({ t }: Said, reasons: readonly string[]) => reasons.map((reason) => ofAnyKey(t)(`reconciling.why-${reason}`))

/** Of other amounts than were promised the law is asked about gifts; dues are those of the scale, and a loan that of its contract. */
function mayCome({ kind, standing, amount }: Expected, line: LineRecord, reasons: readonly string[]): boolean {
  if (reasons.includes('already') || reasons.includes('gone')) return false
  if (kind === 'gift') return standing !== 'gone' || reasons.length === 0
  return amount === line.amount && standing !== 'gone' && (kind === 'due' || standing !== 'late')
}

/** What may have come so, with its button. What came by another line cannot come again. */
export function arrivalProposal(
  app: App,
  { found, line, reasons }: { found: Expected; line: LineRecord; reasons: readonly string[] },
  said: Said,
): Proposal {
  const { t, locale, action } = said
  const { kind, id, amount, currency } = found
  const money = sayAmount(locale, line.amount, currency)
  const button =
    amount === line.amount ? t(`statements.is-${kind}`, { amount: money }) : t('statements.is-gift-amount', { amount: money })
  return {
    id,
    title: titleOf(found, said),
    facts: factsOfArrival(app, found, said),
    reasons: wordsOf(said, reasons),
    button: mayCome(found, line, reasons) ? button : '',
    action: `${action}/arrival`,
    fields: { kind, id },
  }
}

const titleOf = ({ kind, amount, currency, name }: Expected, { t, locale }: Said) =>
  t(`statements.${kind}-of`, { amount: sayAmount(locale, amount, currency), name })

const factsOfArrival = (app: App, { kind, reference, state }: Expected, { t, locale }: Said) => [
  { label: t('statements.ref-creditor'), value: printReference(reference) },
  { label: t('statements.state'), value: expectingOf(app, kind).sayState(locale, state) },
]

function lineProposal(other: LineRecord, { reasons }: { reasons: readonly string[] }, said: Said): Proposal {
  const { t, locale, action } = said
  return {
    id: other.id,
    title: t('statements.undoes-this', { amount: sayAmount(locale, other.amount, other.currency) }),
    facts: [
      { label: t('statements.who'), value: other.name ?? '–' },
      { label: t('statements.day'), value: formatDay(locale, other.booked) },
      { label: t('statements.state'), value: t(`reconciling.line-${other.state}`) },
    ],
    reasons: wordsOf(said, reasons),
    button: t('statements.undoes-button'),
    action: `${action}/undoing`,
    fields: { other: other.id },
  }
}

function payoutProposal(payout: Extract<Candidate, { kind: 'payout' }>, line: LineRecord, said: Said): Proposal {
  const { t, locale, action } = said
  const sum = (of: 'gross' | 'fee') => payout.shares.reduce((all, share) => all + share[of], 0)
  const money = (amount: number) => sayAmount(locale, amount, line.currency)
  return {
    id: payout.id,
    title: t('statements.payout-of', { payout: payout.id }),
    facts: [
      { label: t('statements.payout-gross'), value: money(sum('gross')) },
      { label: t('statements.payout-fees'), value: money(sum('fee')) },
      ...(payout.unknown === 0 ? [] : [{ label: t('statements.payout-other'), value: money(payout.unknown) }]),
    ],
    reasons: wordsOf(said, payout.reasons),
    button: payout.reasons.includes('payout-sum') || payout.reasons.includes('already') ? '' : t('statements.is-payout'),
    action: `${action}/payout`,
    fields: { payout: payout.id },
  }
}

/** What came of a line that is settled. */
export async function outcomeOf(app: App, line: LineRecord, said: Said): Promise<{ label: string; value: string }[]> {
  const { read } = app.database
  const { t, locale } = said
  const { brings } = line
  const [came] = brings ? await expectingOf(app, brings.kind).find(read, line.recipient_id, { ids: [brings.id] }) : []
  const other = line.other_id ? await findLine(read, line.other_id) : undefined
  const decided = line.decided_at && clockIn(app.movement.current.timeZone, line.decided_at).day
  const payout = line.state === 'payout' ? line.candidates.find((one) => one.kind === 'payout') : undefined
  return [
    ...(came ? [{ label: t(`statements.${came.kind}`), value: titleOf(came, said) }, ...factsOfArrival(app, came, said)] : []),
    ...(other
      ? [
          {
            label: t(line.state === 'undoes' ? 'statements.undid' : 'statements.undone-by'),
            value: `${sayAmount(locale, other.amount, other.currency)} · ${formatDay(locale, other.booked)}`,
          },
        ]
      : []),
    ...(payout ? await sharesShown(app, { payout, line }, said) : []),
    ...(decided ? [{ label: t('statements.decided'), value: formatDay(locale, decided) }] : []),
  ]
}

/** A payout, book by book: what came in, and what the provider kept. */
async function sharesShown(
  { database }: App,
  { payout, line }: { payout: Extract<Candidate, { kind: 'payout' }>; line: LineRecord },
  { t, locale }: Said,
): Promise<{ label: string; value: string }[]> {
  const money = (amount: number) => sayAmount(locale, amount, line.currency)
  const shares = await Promise.all(
    payout.shares.map(async ({ book, gross, fee }) => ({
      label: (await findRecipient(database.read, book))?.name ?? '–',
      value: t('statements.share', { gross: money(gross), fee: money(fee), net: money(gross - fee) }),
    })),
  )
  return [{ label: t('statements.payout'), value: payout.id }, ...shares]
}
