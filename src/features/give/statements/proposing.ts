import type { App } from '#platform/app'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { ofAnyKey } from '#platform/i18n/texts'
import { type AwaitedGift, findAwaited } from '../giving/index.ts'
import { findRecipient, type RecipientRecord } from '../core/index.ts'
import { printReference } from '../banking/index.ts'
import { sayAmount } from '../law/index.ts'
import type { Proposal } from './line.page.tsx'
import { findLine, findLines, type LineRecord } from './queries/lines.ts'
import type { Candidate } from '../reconciling/index.ts'
import type { PageT } from './texts.ts'

type Said = { t: PageT; locale: Locale; action: string }
type Ours = { recipient: RecipientRecord; line: LineRecord }

/** What a line that waits may be, each with its button. A constant number of queries. */
export async function proposalsOf(app: App, { recipient, line }: Ours, said: Said): Promise<Proposal[]> {
  const { read } = app.database
  const ids = (kind: Candidate['kind']) => line.candidates.filter((one) => one.kind === kind).map(({ id }) => id)
  const gifts = new Map((await findAwaited(read, recipient.id, { ids: ids('gift') })).map((gift) => [gift.id as string, gift]))
  const others = new Map((await findLines(read, ids('line'))).map((one) => [one.id as string, one]))
  return line.candidates.flatMap((candidate): Proposal[] => {
    const { kind, id, reasons } = candidate
    if (kind === 'gift') return gifts.has(id) ? [giftProposal({ gift: gifts.get(id)!, line, reasons }, said)] : []
    if (kind === 'line') return others.has(id) ? [lineProposal(others.get(id)!, { reasons }, said)] : []
    return [payoutProposal(candidate, line, said)]
  })
}

const wordsOf = ({ t }: Said, reasons: readonly string[]) => reasons.map((reason) => ofAnyKey(t)(`reconciling.why-${reason}`))

/** A gift that may have come so. What came by another line cannot come again. */
export function giftProposal(
  { gift, line, reasons }: { gift: AwaitedGift; line: LineRecord; reasons: readonly string[] },
  said: Said,
): Proposal {
  const { t, locale, action } = said
  const { id, name, amount, currency, reference, state } = gift
  const may = !reasons.includes('already') && !reasons.includes('gone') && state !== 'refunded'
  const other = amount !== line.amount
  return {
    id,
    title: t('statements.gift-of', { amount: sayAmount(locale, amount, currency), name }),
    facts: [
      { label: t('statements.ref-creditor'), value: printReference(reference) },
      { label: t('statements.state'), value: ofAnyKey(t)(`giving.state-${state}`) },
    ],
    reasons: wordsOf(said, reasons),
    button: may
      ? t(other ? 'statements.is-gift-amount' : 'statements.is-gift', { amount: sayAmount(locale, line.amount, currency) })
      : '',
    action: `${action}/gift`,
    fields: { gift: id },
  }
}

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
  const [gift] = line.gift_id ? await findAwaited(read, line.recipient_id, { ids: [line.gift_id] }) : []
  const other = line.other_id ? await findLine(read, line.other_id) : undefined
  const decided = line.decided_at && clockIn(app.movement.current.timeZone, line.decided_at).day
  const payout = line.state === 'payout' ? line.candidates.find((one) => one.kind === 'payout') : undefined
  return [
    ...(gift
      ? [
          {
            label: t('statements.gift'),
            value: t('statements.gift-of', { amount: sayAmount(locale, gift.amount, gift.currency), name: gift.name }),
          },
          { label: t('statements.ref-creditor'), value: printReference(gift.reference) },
          { label: t('statements.state'), value: ofAnyKey(t)(`giving.state-${gift.state}`) },
        ]
      : []),
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
