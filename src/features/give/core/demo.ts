import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { addDays, todayOf } from '#platform/i18n/moments'
import { accounts } from '../payments/index.ts'
import { db, type RecipientId } from './tables.ts'

/** Words in the place of the statute's, which whoever opens a true page copies from its official text: they name the figures that must stand there. */
const WORDS = {
  p11_4: 'Démonstration : ici se recopie le texte de loi en vigueur. Il nomme la limite de 7 500 euros par personne et par an.',
  p11_5: 'Démonstration : ici se recopie le texte de loi en vigueur. Il nomme la peine encourue, 45 000 euros et trois ans.',
}

/** Days since the demo's fund is open. */
const OPEN_SINCE = 60

/** A fund of the demo's movement, open to all. There already: nothing changes. */
export async function loadDemoRecipient(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('recipient').select('id').limit(1).executeTakeFirst()) return
  const { name, country } = app.movement.current
  if (country !== 'FR') return
  const id: RecipientId = newId()
  const sandbox = (await accounts(read)).find(({ provider }) => provider === 'sandbox')
  const made_at = new Date(app.now().getTime() - OPEN_SINCE * 86_400_000)
  await transact((tx) =>
    db(tx)
      .insertInto('recipient')
      .values({
        id,
        name: `${name} · ${app.movement.current.locale === 'fr' ? 'le fonds' : 'fund'}`,
        kind: 'party',
        country,
        currency: 'EUR',
        election_id: null,
        beneficiary: name,
        holder: 'Association de financement (démonstration)',
        declared_on: addDays(todayOf(app), -OPEN_SINCE * 2),
        mentions: JSON.stringify(WORDS),
        // The example account of the French banks' own documentation.
        iban: 'FR7630006000011234567890189',
        payment_account_id: sandbox?.id ?? null,
        made_at,
        public_at: made_at,
      })
      .execute(),
  )
}
