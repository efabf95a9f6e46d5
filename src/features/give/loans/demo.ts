import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { todayOf } from '#platform/i18n/moments'
import { mailboxHashOf } from '#people'
import { publicRecipients, type RecipientRecord } from '../core/index.ts'
import { loanRuleFor } from '../law/index.ts'
import { bookReceived, bookRepaid } from './booking.ts'
import { lend } from './commands/lend.ts'
import { findLoan } from './queries.ts'
import { db } from './tables.ts'

/** Who lends to the demo's fund how much, in cents, and how many instalments went back; null: the money is awaited. */
const LOANS = [
  ['Solange', 'Marchetti', 200_000, 2],
  ['Denis', 'Aubrac', 150_000, 1],
  ['Fatou', 'Keller', 50_000, 0],
  ['Jeanne', 'Osmont', 100_000, null],
] as const

const CONSEQUENCES =
  'Démonstration : si l’emprunteur ne peut pas rembourser à l’échéance, le prêteur garde sa créance et peut la réclamer en justice ; un prêt qui n’est jamais remboursé peut être regardé comme un don, avec ses limites.'

/** Some loans to the demo's fund, and what of them stands in the books. There already: nothing changes. */
export async function loadDemoLoans(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('loan_offer').select('recipient_id').limit(1).executeTakeFirst()) return
  const [recipient] = await publicRecipients(read, todayOf(app))
  if (!recipient || !loanRuleFor(recipient, app.now())?.allowed) return
  const terms = { open: true, rate: 0, months: 12, kind: 'monthly', least: 10_000, ceiling: null, elsewhere: 0 } as const
  const changed_at = app.now()
  await transact(async (tx) => {
    await db(tx)
      .insertInto('loan_offer')
      .values({ recipient_id: recipient.id, ...terms, consequences: CONSEQUENCES, changed_at })
      .execute()
    for (const [n, loan] of LOANS.entries()) await lendOne(tx, app, { recipient, seen: changed_at.toISOString(), n, loan })
  })
}

type One = { recipient: RecipientRecord; seen: string; n: number; loan: (typeof LOANS)[number] }

async function lendOne(
  tx: Tx,
  app: App,
  { recipient, seen, n, loan: [given_name, family_name, amount, repaid] }: One,
): Promise<void> {
  const email = `pret-${n}@example.org`
  const fields = { street: '1 rue de la Démonstration', postal_code: '69003', town: 'Lyon', country: 'FR' }
  const declarations = loanRuleFor(recipient, app.now())!.declarations
  const self = {
    email,
    mailbox_hash: mailboxHashOf(app)(email),
    given_name,
    family_name,
    told: { fields, declarations, adult: true },
  }
  const { loan: id } = await lend(tx, app, { recipient, amount, seen, ...self, locale: 'fr' })
  if (!id || repaid === null) return
  const now = app.now()
  const state = { state: 'received', received_at: now } as const
  await db(tx).updateTable('loan').set(state).where('id', '=', id).execute()
  await sql`update loan_instalment set repaid_at = ${now}::timestamptz, repaid_on = ${todayOf(app)}::date where loan_id = ${id}::uuid and n <= ${repaid}::int`.execute(
    db(tx),
  )
  const loan = (await findLoan(tx, id))!
  await bookReceived(tx, app, { loan })
  for (const instalment of loan.instalments.slice(0, repaid)) await bookRepaid(tx, app, { loan, instalment })
}
