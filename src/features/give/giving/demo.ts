import { sql } from 'kysely'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { recordset } from '#platform/db/recordset'
import type { Tx } from '#platform/db/handle'
import { seededRandom } from '#platform/text/random'
import type { GroupId } from '#groups'
import { mailboxHashOf } from '#people'
import { openAccounts, postMany } from '../books/index.ts'
import { campaignsOf, groupsTaking, lockFigures, type Move, moveFigures, partOf, shareAccounts } from '../campaigns/index.ts'
import { publicRecipients, type RecipientRecord } from '../core/index.ts'
import { ruleFor } from '../law/index.ts'
import { ACCOUNTS } from './booking.ts'
import { type Counted, countMoves } from './counting.ts'
import { type Hour, hoursOf, whenIn } from './demo-days.ts'
import { nameKey, nearKey, type State } from './rules.ts'
import { db, type DonorId, type GiftId } from './tables.ts'
import { texts } from './texts.ts'

const GIFTS = 14_000
const DONORS = 11_000
const CHUNK = 1_000

/** Cents, each with its part of a hundred: 200,000 euros in 14,000 gifts, most of them small. */
const AMOUNTS = [
  [500, 33],
  [1000, 30],
  [1500, 10],
  [2000, 16],
  [3000, 5.5],
  [5000, 4.5],
  [10_000, 1],
] as const

/** What became of them, of a thousand; all others came. */
const STATES: [State, number][] = [
  ['failed', 12],
  ['refunded', 4],
  ['promised', 6],
  ['held', 1],
]

type Random = () => number
type Somebody = { given_name: string; family_name: string; postal_code: string | null; town: string | null }
type Made = {
  id: GiftId
  number: number
  donor_id: DonorId
  amount: number
  refunded: number
  mode: string
  state: State
  reason: string | null
  told: object
  campaign: string | null
  group: GroupId | null
  part: number
  at: string
  paid_at: string | null
}

/** Small gifts of the demo's people, in all states, and the books of them. There already: nothing changes. */
export async function loadDemoGifts(app: App): Promise<void> {
  const { read, transact } = app.database
  if (await db(read).selectFrom('gift').select('id').limit(1).executeTakeFirst()) return
  const [recipient] = await publicRecipients(read, app.now().toISOString().slice(0, 10))
  if (!recipient) return
  const { rows: people } =
    await sql<Somebody>`select given_name, family_name, postal_code, coalesce(place.name, town) as town from person
    left join place on place.id = place_id
    where confirmed_on is not null and family_name is not null and coalesce(place.name, town) is not null order by person.id limit ${DONORS}`.execute(
      db(read),
    )
  if (people.length === 0) return
  const random = seededRandom(2017)
  const donors = people.map((one, n) => donorOf(app, one, n))
  const aims = await aimsFor(app, recipient)
  const hours = hoursOf(app.now(), app.movement.current.timeZone)
  const gifts = Array.from({ length: Math.min(GIFTS, people.length * 2) }, (_, nth) =>
    giftOf(nth, { random, donors, people, aims, hours }),
  )
  await transact((tx) => writeDonors(tx, donors, app.now()))
  const seen = new Set<string>()
  for (let from = 0; from < gifts.length; from += CHUNK)
    await transact((tx) => writeGifts(tx, app, { recipient, gifts: gifts.slice(from, from + CHUNK), seen }))
}

type Aims = { campaigns: { id: string; from: number; to: number }[]; groups: GroupId[] }

/** What gifts of the demo are for: its campaigns while they were open, and groups. */
async function aimsFor(app: App, recipient: RecipientRecord): Promise<Aims> {
  const { read } = app.database
  const campaigns = await campaignsOf(read, recipient.id)
  const groups = await groupsTaking(read, { recipient: recipient.id, limit: 12 })
  const at = (day: string | null) => Date.parse(day ?? '')
  return {
    campaigns: campaigns.map(({ id, opens_on, closes_on }) => ({ id, from: at(opens_on), to: at(closes_on) })),
    groups: groups.map(({ group_id }) => group_id),
  }
}

/** One gift in five comes by a campaign, one in twenty is in part for a group. */
function aimOf({ campaigns, groups }: Aims, { random, at, amount }: { random: Random; at: number; amount: number }) {
  const [drawn, which] = [random(), Math.floor(random() * groups.length)]
  const campaign = drawn < 0.2 ? campaigns.find(({ from, to }) => from <= at && at <= to)?.id : undefined
  const group = drawn > 0.95 ? groups[which] : undefined
  return { campaign: campaign ?? null, group: group ?? null, part: group ? partOf(drawn > 0.97 ? 'half' : 'all', amount) : 0 }
}

/** Donors are not who signed: another mailbox each, of a domain that is nobody's (RFC 2606). */
function donorOf(app: App, { given_name, family_name, postal_code }: Somebody, n: number) {
  const email = `don-${n}@example.org`
  const named = { given_name, family_name, postal_code: postal_code ?? '' }
  const mailbox = mailboxHashOf(app)(email).toString('hex')
  return { id: newId(), email, mailbox, given_name, family_name, name_key: nameKey(named), near_key: nearKey(named) }
}

type Drawing = { random: Random; donors: { id: DonorId }[]; people: Somebody[]; aims: Aims; hours: Hour[] }

function giftOf(nth: number, { random, donors, people, aims, hours }: Drawing): Made {
  const n = Math.floor(random() * donors.length)
  const amount = drawn(AMOUNTS, random() * 100) ?? 500
  const state = drawn(STATES, random() * 1000) ?? 'paid'
  const came = state === 'paid' || state === 'refunded'
  const at = whenIn(hours, random()).toISOString()
  const { postal_code, town } = people[n]!
  const fields = { street: '1 rue de la Démonstration', postal_code, town, country: 'FR', nationality: 'FR' }
  return {
    id: newId(),
    number: nth * 7919 + 1_000_000,
    donor_id: donors[n]!.id,
    amount,
    refunded: state === 'refunded' ? amount : 0,
    mode: state === 'promised' ? 'transfer' : 'card',
    state,
    reason: state === 'held' ? 'law.hold.lookalike' : null,
    told: { fields, declarations: ['natural_person', 'own_money'], adult: true },
    at,
    paid_at: came ? at : null,
    ...aimOf(aims, { random, at: Date.parse(at), amount }),
  }
}

/** The value in whose part a number falls; undefined: beyond all of them. */
function drawn<T>(parts: readonly (readonly [T, number])[], at: number): T | undefined {
  let sum = 0
  return parts.find(([, part]) => at < (sum += part))?.[0]
}

type Donor = ReturnType<typeof donorOf>
const DONOR = {
  id: 'uuid',
  email: 'text',
  mailbox: 'text',
  given_name: 'text',
  family_name: 'text',
  name_key: 'text',
  near_key: 'text',
}

async function writeDonors(tx: Tx, donors: Donor[], now: Date): Promise<void> {
  await sql`insert into donor (id, email, mailbox_hash, given_name, family_name, name_key, near_key, made_at)
    select id, email, decode(mailbox, 'hex'), given_name, family_name, name_key, near_key, ${now}::timestamptz
    from ${recordset('d', donors, DONOR)}`.execute(db(tx))
}

const GIFT = {
  id: 'uuid',
  number: 'bigint',
  donor_id: 'uuid',
  amount: 'bigint',
  refunded: 'bigint',
  mode: 'text',
  state: 'text',
  reason: 'text',
  told: 'jsonb',
  at: 'timestamptz',
  paid_at: 'timestamptz',
  campaign: 'uuid',
  group: 'uuid',
  part: 'bigint',
}

async function writeGifts(
  tx: Tx,
  app: App,
  { recipient, gifts, seen }: { recipient: RecipientRecord; gifts: Made[]; seen: Set<string> },
): Promise<void> {
  const rule = ruleFor(recipient, app.now())!
  await sql`insert into gift (id, number, recipient_id, donor_id, amount, refunded, currency, mode, state, reason, rule, rule_version, told, locale,
      made_at, changed_at, paid_at, campaign_id, group_id, group_part)
    select id, number, ${recipient.id}::uuid, donor_id, amount, refunded, ${recipient.currency}, mode, state, reason, ${rule.id}, ${rule.version}::int, told,
      'fr', at, at, paid_at, campaign, "group", part from ${recordset('g', gifts, GIFT)}`.execute(db(tx))
  const posted = gifts.filter(({ state }) => state === 'paid')
  await bookAll(tx, app, { recipient, zone: rule.zone, posted })
  const counted = posted.map((gift): Counted => ({
    ...gift,
    recipient_id: recipient.id,
    campaign_id: gift.campaign,
    group_id: gift.group,
    group_part: gift.part,
  }))
  const moves = counted.flatMap((gift) => movesOf(gift, seen))
  await lockFigures(
    tx,
    recipient.id,
    moves.map(({ aim }) => aim),
  )
  await moveFigures(tx, recipient.id, moves)
}

/** A gift that came, and whether its donor is new to what it is for. */
const movesOf = (gift: Counted, seen: Set<string>): Move[] =>
  countMoves(gift, { before: 0, after: gift.amount }).map(({ aim, before, after }) => {
    const key = `${aim} ${gift.donor_id}`
    const donors = seen.has(key) ? 0 : 1
    seen.add(key)
    return { aim, before, after, donors }
  })

type Booking = { recipient: RecipientRecord; zone: string; posted: Made[] }

async function bookAll(tx: Tx, app: App, { recipient, zone, posted }: Booking): Promise<void> {
  const t = texts.in(app.movement.current.locale)
  const book: string = recipient.id
  const account = (of: 'provider' | 'gifts') => ({
    book,
    ...ACCOUNTS[of],
    currency: recipient.currency,
    name: t(`giving.account-${of}`),
  })
  const [there, came] = await openAccounts(tx, [account('provider'), account('gifts')])
  const shares = new Map<string, string[]>()
  for (const group of new Set(posted.flatMap((gift) => gift.group ?? [])))
    shares.set(
      group,
      await openAccounts(tx, shareAccounts(app, { recipient_id: recipient.id, currency: recipient.currency }, group)),
    )
  await postMany(
    tx,
    posted.map(({ id, amount, at, group, part }) => {
      const [share, allotted] = shares.get(group ?? '') ?? []
      return {
        book: { id: book, zone },
        at: new Date(at),
        cause: { kind: 'gift', id },
        what: '1 paid',
        lines: [
          { account: there!, amount },
          { account: came!, amount: -amount },
          ...(share
            ? [
                { account: allotted!, amount: part },
                { account: share, amount: -part },
              ]
            : []),
        ],
      }
    }),
  )
}
