import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { recordset } from '#platform/db/recordset'
import type { Tx } from '#platform/db/handle'
import { addDays, todayOf } from '#platform/i18n/moments'
import { seededRandom } from '#platform/text/random'
import { openAccounts, postMany } from '../books/index.ts'
import { publicRecipients, type RecipientRecord } from '../core/index.ts'
import { ACCOUNTS, NUMBERS } from '../giving/index.ts'
import { ruleFor } from '../law/index.ts'
import { DUES } from './booking.ts'
import { type Bracket, termFrom } from './rules.ts'
import { db } from './tables.ts'
import { texts } from './texts.ts'

const MEMBERS = 400
/** Days before today in which they paid: some of their years are over. */
const DAYS = 460
const BRACKETS: Bracket[] = [
  { to: 100_000, amount: 1000 },
  { to: 150_000, amount: 2400 },
  { to: 250_000, amount: 6000 },
  { to: null, amount: 12_000 },
]

/** Members of the demo's fund, most of them with a year that runs, some lapsed, and what they paid in the books. There already: nothing changes. */
export async function loadDemoDues(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('dues_scale').select('recipient_id').limit(1).executeTakeFirst()) return
  const [recipient] = await publicRecipients(read, todayOf(app))
  if (!recipient || !ruleFor({ ...recipient, what: 'dues' }, app.now())) return
  const donors = await db(read).selectFrom('donor').select('id').orderBy('email').limit(MEMBERS).execute()
  const random = seededRandom(1789)
  const made = donors.map(({ id }) => memberOf(app, id, random))
  await transact((tx) => writeMembers(tx, app, { recipient, made }))
}

function memberOf(app: App, donor_id: string, random: () => number) {
  const ago = Math.floor(random() * DAYS)
  const at = new Date(app.now().getTime() - ago * 86_400_000 - 3_600_000)
  const { from, until } = termFrom('year', addDays(todayOf(app), -ago))
  const promised = random() < 0.02
  const { amount } = BRACKETS[Math.floor(random() * random() * BRACKETS.length)]!
  return {
    id: newId(),
    due: newId(),
    number: randomInt(NUMBERS),
    donor_id,
    amount,
    mode: promised ? 'transfer' : 'card',
    state: promised ? 'promised' : 'paid',
    at: at.toISOString(),
    from_on: promised ? null : from,
    until_on: promised ? null : until,
    paid_at: promised ? null : at.toISOString(),
    stopped_at: random() < 0.05 ? app.now().toISOString() : null,
  }
}

const COLUMNS = {
  id: 'uuid',
  due: 'uuid',
  number: 'bigint',
  donor_id: 'uuid',
  amount: 'bigint',
  mode: 'text',
  state: 'text',
  at: 'timestamptz',
  from_on: 'date',
  until_on: 'date',
  paid_at: 'timestamptz',
  stopped_at: 'timestamptz',
}

type Made = ReturnType<typeof memberOf>

async function writeMembers(tx: Tx, app: App, { recipient, made }: { recipient: RecipientRecord; made: Made[] }): Promise<void> {
  const scale = { open: true, period: 'year', grace_days: 60, floor: 1000, changed_at: app.now() } as const
  await db(tx)
    .insertInto('dues_scale')
    .values({ recipient_id: recipient.id, ...scale, brackets: JSON.stringify(BRACKETS) })
    .execute()
  if (made.length === 0) return
  const told = JSON.stringify({
    fields: { street: '1 rue de la Démonstration', postal_code: '69003', town: 'Lyon', country: 'FR', nationality: 'FR' },
    declarations: ['natural_person', 'own_money'],
    adult: true,
  })
  const rule = ruleFor({ ...recipient, what: 'dues' }, app.now())!
  const rows = recordset('d', made, COLUMNS)
  await sql`insert into dues_member (id, recipient_id, donor_id, told, locale, joined_at, stopped_at)
    select id, ${recipient.id}::uuid, donor_id, ${told}::jsonb, 'fr', at, stopped_at from ${rows}`.execute(db(tx))
  await sql`insert into due (id, number, member_id, amount, currency, mode, state, rule, rule_version, made_at, changed_at, paid_at, from_on, until_on, step)
    select due, number, id, amount, ${recipient.currency}, mode, state, ${rule.id}, ${rule.version}::int, at, at, paid_at, from_on, until_on, 1
    from ${rows}`.execute(db(tx))
  const t = texts.in(app.movement.current.locale)
  const of = { book: recipient.id as string, currency: recipient.currency }
  const [there, dues] = await openAccounts(tx, [
    { ...of, ...ACCOUNTS.provider, name: t('dues.account-provider') },
    { ...of, ...DUES, name: t('dues.account-dues') },
  ])
  const paid = made.filter(({ state }) => state === 'paid')
  await postMany(
    tx,
    paid.map(({ due, amount, at }) => ({
      book: { id: of.book, zone: rule.zone },
      at: new Date(at),
      cause: { kind: 'due', id: due },
      what: '1 paid',
      lines: [
        { account: there!, amount },
        { account: dues!, amount: -amount },
      ],
    })),
  )
}
