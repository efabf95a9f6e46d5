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

/** Who lends to the demo's fund how much, in cents; how many days ago that was agreed, and the money came; how many instalments went back. Null: the money is awaited. */
const LOANS = [
  ['Solange', 'Marchetti', 200_000, [58, 55], 1],
  ['Denis', 'Aubrac', 150_000, [41, 40], 1],
  ['Fatou', 'Keller', 50_000, [23, 19], 0],
  ['Jeanne', 'Osmont', 100_000, [6, null], 0],
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
  const changed_at = ago(app, FIRST).now()
  await transact(async (tx) => {
    await db(tx)
      .insertInto('loan_offer')
      .values({ recipient_id: recipient.id, ...terms, consequences: CONSEQUENCES, changed_at })
      .execute()
    for (const [n, loan] of LOANS.entries()) await lendOne(tx, app, { recipient, seen: changed_at.toISOString(), n, loan })
  })
}

type One = { recipient: RecipientRecord; seen: string; n: number; loan: (typeof LOANS)[number] }

/** Days since which persons may lend. */
const FIRST = 59

/** The program as it was so many days ago. */
const ago = (app: App, days: number): App => {
  const at = new Date(app.now().getTime() - days * 86_400_000)
  return { ...app, now: () => at }
}

async function lendOne(
  tx: Tx,
  app: App,
  { recipient, seen, n, loan: [given_name, family_name, amount, [agreed, received], repaid] }: One,
): Promise<void> {
  const then = ago(app, agreed)
  const email = `pret-${n}@example.org`
  const fields = { street: '1 rue de la Démonstration', postal_code: '69003', town: 'Lyon', country: 'FR' }
  const declarations = loanRuleFor(recipient, then.now())!.declarations
  const self = {
    email,
    mailbox_hash: mailboxHashOf(app)(email),
    given_name,
    family_name,
    told: { fields, declarations, adult: true },
  }
  const { loan: id } = await lend(tx, then, { recipient, amount, seen, ...self, locale: 'fr' })
  if (!id || received === null) return
  const came = ago(app, received)
  const state = { state: 'received', received_at: came.now(), changed_at: came.now() } as const
  await db(tx).updateTable('loan').set(state).where('id', '=', id).execute()
  const loan = (await findLoan(tx, id))!
  await bookReceived(tx, came, { loan })
  for (const instalment of loan.instalments.slice(0, repaid)) {
    // On the morning of its day.
    const day = ago(app, (Date.parse(todayOf(app)) - Date.parse(instalment.due_on)) / 86_400_000)
    await sql`update loan_instalment set repaid_at = ${day.now()}::timestamptz, repaid_on = due_on where loan_id = ${id}::uuid and n = ${instalment.n}::int`.execute(
      db(tx),
    )
    await bookRepaid(tx, day, { loan, instalment })
  }
}
