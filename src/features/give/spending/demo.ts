import { createHash } from 'node:crypto'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import type { Tx } from '#platform/db/handle'
import { addDays, todayOf } from '#platform/i18n/moments'
import { peopleOf } from '#groups'
import { flooredAccounts } from '../books/index.ts'
import { publicRecipients, type RecipientRecord } from '../core/index.ts'
import { bookSpending } from './booking.ts'
import { findSpending } from './queries/spending.ts'
import type { State } from './rules/states.ts'
import { db, type Giver, type Means } from './tables.ts'

/** What the demo's fund spent: category, what for, to whom, cents, days ago, how far it came. */
const BILLS: [string, string, string, number, number, State][] = [
  ['printing', '40 000 tracts du marché', 'Imprimerie de la Démonstration', 124_000, 41, 'paid'],
  ['printing', '2 000 affiches', 'Imprimerie de la Démonstration', 86_050, 33, 'paid'],
  ['premises', 'Salle des fêtes, assemblée du 12', 'Ville de Démonstration', 45_000, 28, 'paid'],
  ['travel', 'Car pour la marche', 'Autocars Exemple', 98_000, 20, 'paid'],
  ['online', 'Hébergement du site, six mois', 'Hébergeur Exemple', 21_600, 18, 'paid'],
  ['post', 'Timbres', 'La Poste', 11_600, 12, 'paid'],
  ['equipment', 'Sonorisation, location d’un week-end', 'Scènes Exemple', 38_000, 9, 'payable'],
  ['fees', 'Expert-comptable, acompte', 'Cabinet Exemple', 120_000, 6, 'payable'],
  ['supplies', 'Papier et encre', 'Papeterie Exemple', 7_430, 2, 'draft'],
  ['premises', 'Arrière-salle prêtée pour trois réunions', 'Camille Exemple', 18_000, 15, 'given'],
]

/** What groups ask, each out of the share of one, where they have any. */
const ASKED: [string, string, string, number, number, State][] = [
  ['printing', 'Tracts de quartier', 'Reprographie Exemple', 1_240, 8, 'seconded'],
  ['supplies', 'Feutres et carton', 'Papeterie Exemple', 890, 5, 'asked'],
]

const ENDS = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
)

/** What the demo's fund spent, in all states, and the books of it. There already: nothing changes. */
export async function loadDemoSpending(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('spending').select('id').limit(1).executeTakeFirst()) return
  const [recipient] = await publicRecipients(read, todayOf(app))
  if (!recipient) return
  const shares = (await flooredAccounts(read, { book: recipient.id as string })).filter(({ code }) => code.startsWith('group:'))
  await transact(async (tx) => {
    await db(tx).insertInto('spending_book').values({ recipient_id: recipient.id, numbers: 0 }).execute()
    let number = 0
    for (const one of BILLS) number = await writeSpent(tx, app, { recipient, group: null, one, number })
    for (const [nth, one] of ASKED.entries()) {
      const share = shares.find(({ left }, at) => at >= nth && left >= one[3])
      if (share) number = await writeSpent(tx, app, { recipient, group: share.code.slice('group:'.length), one, number })
    }
    await db(tx).updateTable('spending_book').set({ numbers: number }).where('recipient_id', '=', recipient.id).execute()
  })
}

type Writing = { recipient: RecipientRecord; group: string | null; one: (typeof BILLS)[number]; number: number }

/** Writes one spending with a paper, and what it moved. Gives the last number that was taken. */
async function writeSpent(tx: Tx, app: App, { recipient, group, one, number }: Writing): Promise<number> {
  const [category, words, payee, amount, ago, state] = one
  const [id, hand] = [newId(), { account: newId(), now: app.now() }]
  const asker = group === null ? undefined : (await peopleOf(tx, group, 'organisers'))[0]
  const spent_on = addDays(todayOf(app), -ago)
  const booked = state === 'payable' || state === 'paid' || state === 'given'
  const inKind = state === 'given'
  const taken = booked ? number + 1 : number
  const kept = {
    id,
    recipient_id: recipient.id,
    group_id: group,
    category,
    words,
    payee,
    payee_iban: null,
    amount,
    currency: recipient.currency,
    spent_on,
  }
  await db(tx)
    .insertInto('spending')
    .values({
      ...kept,
      kind: inKind ? 'in-kind' : 'bill',
      state,
      step: state === 'draft' ? 0 : 1,
      bill: inKind ? null : `D-${ago}`,
      valued: inKind ? 'Tarif public d’une salle voisine' : null,
      giver: inKind ? ('person' satisfies Giver) : null,
      asked_account: hand.account,
      asked_person: asker ?? null,
      asked_at: hand.now,
      ...(state === 'seconded' ? { seconded_account: newId(), seconded_at: hand.now } : {}),
      ...(booked ? { number: taken, allowed_account: hand.account, allowed_at: hand.now } : {}),
      ...(state === 'paid'
        ? { paid_account: hand.account, paid_on: addDays(spent_on, 1), paid_by: 'transfer' satisfies Means }
        : {}),
    })
    .execute()
  const file = {
    name: 'facture.pdf',
    type: 'application/pdf' as const,
    bytes: Buffer.concat([ENDS, Buffer.from(`% ${id}\n%%EOF\n`)]),
  }
  await db(tx)
    .insertInto('voucher')
    .values({
      id: newId(),
      spending_id: id,
      ...file,
      hash: createHash('sha256').update(file.bytes).digest(),
      added_account: hand.account,
      added_at: hand.now,
    })
    .execute()
  const after = (await findSpending(tx, id))!
  await bookSpending(tx, app, { before: { ...after, state: 'draft' }, after, at: hand.now })
  return taken
}
