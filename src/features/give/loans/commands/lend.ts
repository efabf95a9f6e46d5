import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '#platform/app'
import { recordset } from '#platform/db/recordset'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { enqueue } from '#platform/jobs/queue'
import type { RecipientRecord } from '../../core/index.ts'
import { keepDonor, NUMBERS, type Told } from '../../giving/index.ts'
import { type LoanDecision, loanRuleFor } from '../../law/index.ts'
import { askLoan, dayThere, type LoanRule } from '../lending.ts'
import { findOffer, type OfferRecord, owedIn } from '../queries.ts'
import { loanMail } from '../queues.ts'
import { scheduleOf } from '../rules.ts'
import { db, type LoanId } from '../tables.ts'

/** What somebody who has proved her mailbox lends, on the terms that she saw: `seen` is the moment of the offer that her page showed. */
export type Lending = {
  recipient: RecipientRecord
  amount: number
  seen: string
  email: string
  mailbox_hash: Buffer
  given_name: string
  family_name: string
  told: Told
  locale: Locale
}

export type Lent = { refused: LoanDecision; loan?: undefined } | { refused?: undefined; loan: LoanId }

/**
 * Asks the law, and makes the loan if it may be made: one after the other in the scope in which the law limits what is owed. What is refused leaves nothing. Throws
 * Conflict where nobody may lend, or on other terms than she saw.
 */
export async function lend(tx: Tx, app: App, lending: Lending): Promise<Lent> {
  const { recipient, amount, told } = lending
  const rule = loanRuleFor(recipient, app.now())
  if (rule) await lockScope(tx, recipient, rule)
  const offer = await findOffer(tx, recipient.id)
  if (!offer?.open || !recipient.public_at || recipient.filed_at) throw new Conflict('loans.closed')
  if (offer.changed_at.toISOString() !== lending.seen) throw new Conflict('loans.terms-changed')
  if (amount < offer.least) throw new Conflict('loans.too-little')
  const owed = rule ? await owedIn(tx, recipient, rule) : 0
  const decision = askLoan(app, { recipient, offer, amount, told, owed })
  if (decision.verdict === 'refuse') return { refused: decision }
  const loan = await keepLoan(tx, { app, lending, offer, rule: decision.rule })
  enqueue(tx, loanMail, { loan, kind: 'agreed', n: 0 })
  return { loan }
}

/** Whoever lends in one scope of the law waits for the other. */
async function lockScope(tx: Tx, { id, country, kind }: RecipientRecord, rule: LoanRule): Promise<void> {
  const key = rule.total.across === 'kind' ? `loans ${country} ${kind}` : `loans ${id}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 2016))`.execute(db(tx))
}

type Keeping = { app: App; lending: Lending; offer: OfferRecord; rule: LoanRule }

async function keepLoan(tx: Tx, { app, lending, offer, rule }: Keeping): Promise<LoanId> {
  const { recipient, amount, told, locale } = lending
  const { rate, months, kind, consequences } = offer
  const now = app.now()
  const agreed_on = dayThere(app, recipient)
  const row = {
    recipient_id: recipient.id,
    donor_id: await keepDonor(tx, lending, now),
    amount,
    currency: recipient.currency,
    rate,
    months,
    kind,
    consequences,
    state: 'agreed',
    rule: rule.id,
    rule_version: rule.version,
    told: JSON.stringify(told),
    locale,
    agreed_on,
    made_at: now,
    changed_at: now,
  } as const
  const instalments = scheduleOf({ amount, rate, months, kind }, agreed_on)
  const columns = { n: 'int', due_on: 'date', principal: 'bigint', interest: 'bigint' }
  // A number that another loan has is drawn again: of ten digits few are taken.
  for (;;) {
    const made = await db(tx)
      .insertInto('loan')
      .values({ ...row, id: newId(), number: randomInt(NUMBERS) })
      .onConflict((on) => on.column('number').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) continue
    await sql`insert into loan_instalment (loan_id, n, due_on, principal, interest)
      select ${made.id}::uuid, n, due_on, principal, interest from ${recordset('i', instalments, columns)}`.execute(db(tx))
    return made.id
  }
}
