import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import { newId } from '#platform/db/id'
import { addDays, clockIn, momentIn } from '#platform/i18n/moments'
import { publicRecipients, type RecipientRecord } from '../core/index.ts'
import { lockTaking, takeInHand } from '../giving/index.ts'
import { readRows, zoneOf } from './reading.ts'
import { db, type InHandMode } from './tables.ts'

/** Who gave on paper, where, and how much. */
const GIVERS = [
  ['Odile', 'Fauvette', '12 rue des Acacias', '29200', 'Brest', '20'],
  ['Marcel', 'Tilleul', '3 place du Marché', '59000', 'Lille', '15'],
  ['Yamina', 'Belcourt', '8 rue Neuve', '13001', 'Marseille', '50'],
  ['Jeanne', 'Roseau', '27 chemin des Prés', '63000', 'Clermont-Ferrand', '10'],
  ['Lucien', 'Garance', '1 impasse du Puits', '31000', 'Toulouse', '30'],
  ['Simone', 'Verdier', '44 avenue de la Gare', '67000', 'Strasbourg', '100'],
  ['Ibrahim', 'Soleil', '6 rue de la Paix', '93200', 'Saint-Denis', '5'],
  ['Paulette', 'Chêne', '19 quai du Port', '44000', 'Nantes', '25'],
] as const

/** Sheets of the demo: by which means, how many days ago, the slip of the bank, and from whom. */
const SHEETS: [InHandMode, number, string | null, number, number][] = [
  ['cheque', 23, 'R-0412', 0, 5],
  ['cheque', 9, 'R-0427', 5, 8],
  ['cash', 4, null, 2, 6],
]

/** A few cheques and a collection in cash, as a treasurer types them. There already: nothing changes. */
export async function loadDemoSheets(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('gift_sheet').select('id').limit(1).executeTakeFirst()) return
  const [recipient] = await publicRecipients(read, app.now().toISOString().slice(0, 10))
  if (recipient) for (const sheet of SHEETS) await transact((tx) => write(app, tx, { recipient, sheet }))
}

type Written = { recipient: RecipientRecord; sheet: (typeof SHEETS)[number] }

async function write(app: App, tx: Parameters<typeof lockTaking>[0], { recipient, sheet }: Written): Promise<void> {
  const [mode, ago, slip, from, to] = sheet
  const zone = zoneOf(app, recipient)
  const came_on = addDays(clockIn(zone, app.now()).day, -ago)
  const reading = { recipient, mode, came: momentIn(zone, came_on, '12:00')!, signed: true, locale: 'fr' as const }
  const offers = GIVERS.slice(from, to).flatMap(([given_name, family_name, street, postal_code, town, amount]) => {
    const typed = { given_name, family_name, street, postal_code, town, amount, country: 'FR', nationality: 'FR' }
    const fields = Object.fromEntries(Object.entries(typed).map(([field, value]) => [field, { r1: value }]))
    return readRows(app, fields, reading).rows.flatMap((row) => (row.promised === undefined ? [row.offer] : []))
  })
  const [id, account] = [newId(), newId()]
  const row = { id, recipient_id: recipient.id, mode, came_on, slip, account_id: account, made_at: app.now() }
  await db(tx).insertInto('gift_sheet').values(row).execute()
  await lockTaking(tx, offers)
  // Nobody typed them: there is an account to every hand, and none to this.
  const hand = { actor: { account } as Actor, now: app.now() }
  for (const [n, offer] of offers.entries()) {
    const { gift } = await takeInHand(tx, app, { hand, offer })
    const cheque = mode === 'cheque' ? String(4_120_301 + from + n) : null
    if (gift)
      await db(tx)
        .insertInto('gift_sheet_row')
        .values({ sheet_id: id, n: n + 1, gift_id: gift, cheque })
        .execute()
  }
}
