import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import { type Locale, LOCALES } from '#platform/i18n/locales'
import { recordset } from '#platform/db/recordset'
import { sql } from 'kysely'
import { record } from '#staff'
import type { RecipientRecord } from '../../core/index.ts'
import { needsOf } from '../../law/index.ts'
import { type CampaignRecord, findCampaign } from '../queries/campaigns.ts'
import { addressOf, type Texts } from '../rules/campaigns.ts'
import { type CampaignId, db } from '../tables.ts'

export type Described = { goal: number; opens_on: string | null; closes_on: string | null; texts: Texts }

/** Something to collect for. Nobody sees it before it is opened. Its address is made of its title, with a number where another has it. */
export async function addCampaign(
  tx: Tx,
  hand: Hand,
  { recipient, described, locale }: { recipient: RecipientRecord; described: Described; locale: Locale },
): Promise<CampaignId> {
  const { texts, ...facts } = described
  const words = texts[locale] ?? Object.values(texts)[0]!
  const id: CampaignId = newId()
  const address = await freeAddress(tx, addressOf(words.title))
  await db(tx)
    .insertInto('campaign')
    .values({ id, recipient_id: recipient.id, address, ...facts, made_at: hand.now })
    .execute()
  await writeTexts(tx, id, texts)
  await record(tx, hand, { action: 'create', object: 'campaign', id, count: 0 })
  return id
}

/** An address that no campaign has: the plain one, or with the next number. Who is faster has it. */
async function freeAddress(tx: Tx, plain: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended('campaign address', 2016))`.execute(db(tx))
  const rows = await db(tx)
    .selectFrom('campaign')
    .select('address')
    .where((w) => w.or([w('address', '=', plain), w('address', '~', `^${plain}-[0-9]+$`)]))
    .execute()
  const taken = new Set(rows.map(({ address }) => address))
  if (!taken.has(plain)) return plain
  let n = 2
  while (taken.has(`${plain}-${n}`)) n += 1
  return `${plain}-${n}`
}

/** What is said of it, its goal and window. Its address stays. */
export async function describeCampaign(
  tx: Tx,
  hand: Hand,
  { id, described }: { id: CampaignId; described: Described },
): Promise<void> {
  await locked(tx, id)
  const { texts, ...facts } = described
  await db(tx).updateTable('campaign').set(facts).where('id', '=', id).execute()
  await writeTexts(tx, id, texts)
  await record(tx, hand, { action: 'change', object: 'campaign', id, fields: Object.keys(described), count: 0 })
}

const TEXT = { locale: 'text', title: 'text', story: 'text' }

async function writeTexts(tx: Tx, id: CampaignId, texts: Texts): Promise<void> {
  const rows = LOCALES.flatMap((locale) => (texts[locale] ? [{ locale, ...texts[locale] }] : []))
  await db(tx).deleteFrom('campaign_text').where('campaign_id', '=', id).execute()
  await sql`insert into campaign_text (campaign_id, locale, title, story) select ${id}::uuid, locale, title, story from ${recordset('t', rows, TEXT)}`.execute(
    db(tx),
  )
}

type Step = { id: CampaignId; recipient: RecipientRecord }

/** Everybody sees it from now on. Throws Conflict while the recipient is not public, and where the law lets nobody bind a gift to a purpose. */
export async function openCampaign(tx: Tx, hand: Hand, { id, recipient }: Step): Promise<void> {
  await locked(tx, id)
  if (!recipient.public_at) throw new Conflict('campaigns.recipient-first')
  if (!mayEarmark(recipient, hand.now)) throw new Conflict('campaigns.no-earmark')
  await db(tx).updateTable('campaign').set({ public_at: hand.now }).where('id', '=', id).where('public_at', 'is', null).execute()
  await record(tx, hand, { action: 'launch', object: 'campaign', id, count: 0 })
}

/** Whether the law lets a gift be bound to a purpose. */
export const mayEarmark = (recipient: RecipientRecord, at: Date): boolean =>
  needsOf(recipient, { amount: 100, at })?.mayEarmark ?? false

/** Takes its page away again. */
export async function hideCampaign(tx: Tx, hand: Hand, { id }: Step): Promise<void> {
  await locked(tx, id)
  await db(tx).updateTable('campaign').set({ public_at: null }).where('id', '=', id).execute()
  await record(tx, hand, { action: 'retire', object: 'campaign', id, count: 0 })
}

/** Over: its page says what came, and takes nothing any more. */
export async function closeCampaign(tx: Tx, hand: Hand, { id }: Step): Promise<void> {
  await locked(tx, id)
  await db(tx).updateTable('campaign').set({ closed_at: hand.now }).where('id', '=', id).where('closed_at', 'is', null).execute()
  await record(tx, hand, { action: 'end', object: 'campaign', id, count: 0 })
}

/** Takes gifts again. */
export async function reopenCampaign(tx: Tx, hand: Hand, { id }: Step): Promise<void> {
  await locked(tx, id)
  await db(tx).updateTable('campaign').set({ closed_at: null }).where('id', '=', id).execute()
  await record(tx, hand, { action: 'launch', object: 'campaign', id, count: 0 })
}

async function locked(tx: Tx, id: CampaignId): Promise<CampaignRecord> {
  await db(tx).selectFrom('campaign').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  const found = await findCampaign(tx, id)
  if (!found) throw new NotFound('campaigns.gone')
  return found
}
