import { sql } from 'kysely'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import type { Tx } from '#platform/db/handle'
import { recordset } from '#platform/db/recordset'
import { addDays, todayOf } from '#platform/i18n/moments'
import { publicRecipients, type RecipientRecord } from '../core/index.ts'
import type { Texts } from './rules/campaigns.ts'
import { db } from './tables.ts'

const DAY = 86_400_000
/** Groups that take shares in the demo. */
const GROUPS = 12

type Made = { address: string; goal: number; from: number; days: number; isOver: boolean; texts: Texts }

const CAMPAIGNS: Made[] = [
  {
    address: 'la-caravane',
    goal: 6_000_000,
    from: 30,
    days: 75,
    isOver: false,
    texts: {
      fr: {
        title: 'Une caravane dans vingt villes',
        story:
          'Un camion, une sono, des tracts : la caravane s’arrête sur les marchés où personne ne vient nous parler de politique.\n60 000 euros paient le camion pour deux mois, l’essence, et les affiches de vingt étapes.',
      },
      en: {
        title: 'A caravan through twenty towns',
        story:
          'A van, loudspeakers, leaflets: the caravan stops at the markets where nobody comes to talk politics.\n60,000 euros pay for the van for two months, the fuel, and posters for twenty stops.',
      },
      es: {
        title: 'Una caravana por veinte ciudades',
        story:
          'Un camión, altavoces, folletos: la caravana para en los mercados adonde nadie viene a hablar de política.\n60.000 euros pagan el camión durante dos meses, el combustible y los carteles de veinte paradas.',
      },
    },
  },
  {
    address: 'le-local',
    goal: 800_000,
    from: 49,
    days: 20,
    isOver: true,
    texts: {
      fr: { title: 'Un local pour l’hiver', story: 'Six mois de loyer pour un lieu où se retrouver, à deux pas de la gare.' },
      en: { title: 'A room for the winter', story: 'Six months’ rent for a place to meet, next to the station.' },
      es: {
        title: 'Un local para el invierno',
        story: 'Seis meses de alquiler para un sitio donde reunirse, junto a la estación.',
      },
    },
  },
]

/** Campaigns and shares of the demo's fund. There already: nothing changes. */
export async function loadDemoCampaigns(app: App): Promise<void> {
  const { read, transact } = app.database
  const [recipient] = await publicRecipients(read, todayOf(app))
  if (!recipient || (await db(read).selectFrom('campaign').select('id').limit(1).executeTakeFirst())) return
  await transact(async (tx) => {
    for (const made of CAMPAIGNS) await write(tx, app, { recipient, made })
    await sql`insert into group_share (recipient_id, group_id, asked_at, agreed_at, shows_figures)
      select ${recipient.id}::uuid, id, ${app.now()}::timestamptz, ${app.now()}::timestamptz, true from local_group
      where closed_at is null and unlisted_at is null and size > 3 order by created_at, id limit ${GROUPS}`.execute(db(tx))
  })
}

const TEXT = { locale: 'text', title: 'text', story: 'text' }

async function write(tx: Tx, app: App, { recipient, made }: { recipient: RecipientRecord; made: Made }): Promise<void> {
  const id = newId()
  const { address, goal, from, days, isOver, texts } = made
  const made_at = new Date(app.now().getTime() - from * DAY)
  const opens_on = addDays(todayOf(app), -from)
  await db(tx)
    .insertInto('campaign')
    .values({
      id,
      recipient_id: recipient.id,
      address,
      goal,
      opens_on,
      closes_on: addDays(opens_on, days),
      made_at,
      public_at: made_at,
      ...(isOver ? { closed_at: new Date(made_at.getTime() + days * DAY) } : {}),
    })
    .execute()
  const rows = Object.entries(texts).map(([locale, words]) => ({ locale, ...words }))
  await sql`insert into campaign_text (campaign_id, locale, title, story) select ${id}::uuid, locale, title, story from ${recordset('t', rows, TEXT)}`.execute(
    db(tx),
  )
}
