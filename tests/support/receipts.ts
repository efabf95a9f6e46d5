import { giftChanged } from '../../src/features/give/giving/index.ts'
import { emit } from '../../src/platform/jobs/queue.ts'
import { mailboxHashOf } from '../../src/features/people/index.ts'
import type { TestProgram } from './program.ts'

type Came = {
  recipient: string
  /** Cents. */
  amount?: number
  refunded?: number
  state?: string
  paid?: Date
  email?: string
  given?: string
  family?: string
  locale?: 'fr' | 'en' | 'es'
  mode?: string
}

/** States of gifts whose money was there once. */
const CAME = new Set(['paid', 'refunded', 'disputed', 'lost'])

/** A gift that came, as its room would have written it; nobody is told of it. Gives its id. */
export async function addGift(program: TestProgram, gift: Came): Promise<string> {
  const { amount = 2000, refunded = 0, state = 'paid', paid = program.clock.now, locale = 'fr', mode = 'card' } = gift
  const { email = 'aline@example.org', given = 'Aline', family = 'Exemple' } = gift
  const key = `${given} ${family}`.toLowerCase()
  const [donor] = await program.rows<{ id: string }>(
    `insert into donor (id, email, mailbox_hash, given_name, family_name, name_key, near_key, made_at)
     values (gen_random_uuid(), $1, $2, $3, $4, $5, $5, $6)
     on conflict (mailbox_hash, name_key) do update set email = excluded.email returning id`,
    [email, mailboxHashOf(program.app)(email), given, family, key, paid],
  )
  const id = crypto.randomUUID()
  await program.rows(
    `insert into gift (id, number, recipient_id, donor_id, amount, refunded, currency, mode, state, rule, rule_version, told, locale, made_at, changed_at, paid_at)
     values ($1, $2, $3, $4, $5, $6, 'EUR', $7, $8, 'FR.party.person', 1, '{"fields":{}}', $9, $10, $10, $11)`,
    [
      id,
      Math.floor(Math.random() * 1e9),
      gift.recipient,
      donor!.id,
      amount,
      refunded,
      mode,
      state,
      locale,
      paid,
      CAME.has(state) ? paid : null,
    ],
  )
  return id
}

/** It becomes something else, and its room tells so. */
export async function becomes(program: TestProgram, gift: string, { state, refunded = 0 }: { state: string; refunded?: number }) {
  await program.rows('update gift set state = $2, refunded = $3 where id = $1', [gift, state, refunded])
  await program.app.database.transact(async (tx) => emit(tx, giftChanged, { gift }))
}
