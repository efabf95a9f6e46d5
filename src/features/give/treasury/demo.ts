import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import { newId } from '#platform/db/id'
import { addDays, clockIn, todayOf } from '#platform/i18n/moments'
import { decimalOf } from '#platform/money'
import { publicRecipients, type RecipientRecord } from '../core/index.ts'
import { type AwaitedGift, awaitedBy } from '../giving/index.ts'
import { bringFile, findFile, linesOf, matchNew, readFile, takePayout } from '../statements/index.ts'
import { cardsByDay } from './queries.ts'

/** A movement that the bank tells: how many days ago, cents, who, and in which words. */
type Move = { ago: number; amount: number; name: string; text: string }
/** What the provider paid out of some days: gross less its fees. */
type PaidOut = { ago: number; ref: string; gross: number; fee: number }

/** Promised transfers that came as promised. */
const CAME = 24

/** What is no gift, or of which nobody knows yet what it is. */
const OTHERS: Move[] = [
  { ago: 44, amount: -124_000, name: 'Imprimerie de la Démonstration', text: 'FACTURE TRACTS' },
  { ago: 37, amount: 4000, name: 'M. ANATOLE REVERDY', text: 'POUR LA SUITE' },
  { ago: 30, amount: -640, name: '', text: 'FRAIS DE TENUE DE COMPTE' },
  { ago: 26, amount: 15_000, name: 'SARL LES TROIS CHENES', text: 'SOUTIEN' },
  { ago: 11, amount: 2500, name: 'MME COLETTE VASSEUR', text: 'DON' },
  { ago: 3, amount: 1280, name: '', text: 'INTERETS CREDITEURS' },
]

/** What Stripe asks of a card of the European Economic Area, in France in 2026: 1.5 % and 25 cents. */
const feeOf = ({ sum, n }: { sum: number; n: number }) => Math.round(sum * 0.015) + n * 25

/** A statement of the bank of the demo's fund, matched: what is sure is booked, some wait, some nobody knows; and payouts net of fees. There already: nothing changes. */
export async function loadDemoStatement(app: App): Promise<void> {
  const { read, transact } = app.database
  const [recipient] = await publicRecipients(read, todayOf(app))
  if (!recipient || (await linesOf(read, recipient.id, { limit: 1 })).length > 0) return
  const gifts = (await awaitedBy(read, recipient.id)).filter(
    ({ state, made_at }) => state === 'promised' && agoOf(app, made_at) > 3,
  )
  const payouts = await payoutsFor(app, recipient)
  if (gifts.length === 0 || payouts.length === 0) return
  const moves = [...movesOf(app, gifts), ...OTHERS, ...payouts.map(moveOf)].toSorted((a, b) => b.ago - a.ago)
  const hand = { actor: { account: newId() } as Actor, now: app.now() }
  const bytes = Buffer.from(mt940Of(app, recipient, moves))
  const brought = await bringFile(app, hand, { recipient, name: `releve-${todayOf(app)}.sta`, bytes })
  if ('refused' in brought) throw new Error(JSON.stringify(brought.refused))
  await readFile(app, (await findFile(read, brought.file))!)
  await matchNew(app, { recipient: recipient.id, by: null })
  const account = recipient.payment_account_id ?? ''
  for (const line of await linesOf(read, recipient.id, { limit: 200 })) {
    const paid = payouts.find(({ ref }) => line.text.includes(ref))
    if (!paid) continue
    const shares = [{ book: recipient.id, gross: paid.gross, fee: paid.fee }]
    const payout = { kind: 'payout', id: `demo ${paid.ref}`, account, shares, unknown: 0, reasons: ['payout'] } as const
    await transact((tx) => takePayout(tx, app, { recipient, line, payout: { ...payout, reasons: [...payout.reasons] } }))
  }
}

const agoOf = (app: App, at: Date) => Math.floor((app.now().getTime() - at.getTime()) / 86_400_000)

/** Each week what came by card, on a Tuesday of the week after. */
async function payoutsFor(app: App, recipient: RecipientRecord): Promise<PaidOut[]> {
  const days = await cardsByDay(app.database.read, recipient.id, app.movement.current.timeZone)
  const today = Date.parse(todayOf(app))
  const weeks = Map.groupBy(days, ({ day }) => Math.floor((today - Date.parse(day)) / (7 * 86_400_000)))
  return [...weeks]
    .filter(([week]) => week >= 1)
    .map(([week, all]) => ({
      ago: week * 7 - 2,
      ref: `PO${String(1000 + week)}`,
      gross: all.reduce((sum, one) => sum + one.sum, 0),
      fee: all.reduce((sum, one) => sum + feeOf(one), 0),
    }))
}

const moveOf = ({ ago, ref, gross, fee }: PaidOut): Move => ({
  ago,
  amount: gross - fee,
  name: 'STRIPE TECHNOLOGY EUROPE',
  text: `STRIPE PAYOUT ${ref}`,
})

/** Promised transfers as they came: most with their reference and amount, one of another amount, one with a slip, one by the name alone, one from somebody else. */
function movesOf(app: App, gifts: readonly AwaitedGift[]): Move[] {
  return gifts.slice(0, CAME + 4).map(({ reference, amount, name, made_at }, n): Move => {
    const move = { ago: Math.max(1, agoOf(app, made_at) - 3), amount, name: name.toUpperCase(), text: `DON ${reference}` }
    if (n === CAME) return { ...move, amount: amount + 500 }
    if (n === CAME + 1) return { ...move, text: `DON ${reference.slice(0, -2)}${reference.at(-1)}${reference.at(-2)}` }
    if (n === CAME + 2) return { ...move, text: 'DON' }
    return n === CAME + 3 ? { ...move, name: 'M. ET MME ROUSSELIN' } : move
  })
}

/** As a bank writes it (SWIFT MT940), with the subfields that German and Austrian banks agreed on; letters that the network knows alone. */
function mt940Of(app: App, { iban, currency }: RecipientRecord, moves: readonly Move[]): string {
  const { day: today } = clockIn(app.movement.current.timeZone, app.now())
  const short = (ago: number) => addDays(today, -ago).slice(2).replaceAll('-', '')
  const money = (amount: number) => decimalOf(Math.abs(amount), currency).replace('.', ',')
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')
  const sum = moves.reduce((all, { amount }) => all + amount, 0)
  const balance = (tag: string, ago: number, amount: number) =>
    `:${tag}:${amount < 0 ? 'D' : 'C'}${short(ago)}${currency}${money(amount)}`
  const lines = moves.flatMap(({ ago, amount, name, text }) => [
    `:61:${short(ago)}${short(ago).slice(2)}${amount < 0 ? 'D' : 'C'}${money(amount)}NTRFNONREF`,
    `:86:${amount < 0 ? '177' : '166'}?00VIREMENT?20SVWZ+${plain(text).slice(0, 22)}${name ? `?32${plain(name).slice(0, 27)}` : ''}`,
  ])
  const opening = 250_000
  return [
    ':20:DEMONSTRATION',
    `:25:${iban ?? ''}`,
    ':28C:1/1',
    balance('60F', 46, opening),
    ...lines,
    balance('62F', 1, opening + sum),
    '-',
    '',
  ].join('\r\n')
}
