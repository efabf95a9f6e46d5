import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { findRecipient } from '../src/features/give/core/queries.ts'
import { takeDue } from '../src/features/give/dues/commands/take.ts'
import { give, type Offer } from '../src/features/give/giving/commands/give.ts'
import { nameKey, nearKey } from '../src/features/give/giving/rules.ts'
import { recordset } from '../src/platform/db/recordset.ts'
import { seededRandom } from '../src/platform/text/random.ts'
import { FREE, openDues } from './support/dues.ts'
import { addRecipient, addSandbox } from './support/giving.ts'
import { useProgram } from './support/program.ts'

/** Races are decided by a real PostgreSQL alone: with each trial two connections that begin at once. */
const program = await useProgram()
const { app, rows, clock } = program
const { transact } = app.database

const TRIALS = 1_000
const AT_ONCE = 20
const CAP = 750_000
const BEFORE = 740_000

const KINDS = ['card and card', 'card and dues', 'dues and dues', 'transfer and transfer', 'one mailbox, two spellings'] as const
type Kind = (typeof KINDS)[number]
type Trial = { kind: Kind; offers: [Offer, Offer]; donor: string }

/** So many letters that no two names are nearly one. */
const word = (n: number) =>
  Array.from({ length: 3 }, (_, i) => String.fromCodePoint(97 + (Math.floor(n / 26 ** i) % 26)).repeat(3)).join('')

async function trialsOf(recipient: string): Promise<Trial[]> {
  const random = seededRandom(19)
  const to = (await findRecipient(app.database.read, recipient))!
  return Array.from({ length: TRIALS }, (_, n) => {
    const kind = KINDS[n % KINDS.length]!
    const postal_code = String(10_000 + n)
    const named = { given_name: 'Aline', family_name: `Ex ${word(n)}` }
    const mode = kind.startsWith('transfer') ? 'transfer' : 'card'
    const fields = { street: '1 rue des Lilas', postal_code, town: 'Lyon', country: 'FR', nationality: 'FR' }
    const told = { fields, declarations: ['natural_person', 'own_money'], adult: true }
    const mailbox_hash = Buffer.from(`mailbox of trial ${n}`)
    const of = {
      recipient: to,
      mode,
      email: `d${n}@example.org`,
      mailbox_hash,
      told,
      locale: 'fr',
      proved: true,
      description: 'Don',
    } as const
    // Either fits into what is left, and not both: dues of one amount would be one.
    const [a, b] = [6_000 + Math.floor(random() * 2_000), 8_001 + Math.floor(random() * 1_999)]
    const other = kind === 'one mailbox, two spellings' ? { ...named, given_name: 'Lina' } : named
    return {
      kind,
      donor: crypto.randomUUID(),
      offers: [
        { ...of, ...named, amount: a },
        { ...of, ...other, amount: b },
      ],
    }
  })
}

/** What each had promised before: all but the last hundred euros of her cap. */
async function addBefore(recipient: string, trials: Trial[]): Promise<void> {
  const donors = trials.map(({ donor, offers: [offer] }, n) => {
    const named = { ...offer, postal_code: offer.told.fields.postal_code! }
    const { given_name, family_name, email } = offer
    const hash = offer.mailbox_hash.toString('hex')
    return { n, donor, email, hash, given_name, family_name, name_key: nameKey(named), near_key: nearKey(named) }
  })
  const columns = {
    n: 'int',
    donor: 'uuid',
    email: 'text',
    hash: 'text',
    given_name: 'text',
    family_name: 'text',
    name_key: 'text',
    near_key: 'text',
  }
  const all = recordset('d', donors, columns)
  await transact(async (tx) => {
    await sql`insert into donor (id, email, mailbox_hash, given_name, family_name, name_key, near_key, made_at)
      select donor, email, decode(hash, 'hex'), given_name, family_name, name_key, near_key, ${clock.now} from ${all}`.execute(
      tx as never,
    )
    await sql`insert into gift (id, number, recipient_id, donor_id, amount, currency, mode, state, rule, rule_version, told, locale, made_at, changed_at)
      select gen_random_uuid(), n, ${recipient}, donor, ${BEFORE}, 'EUR', 'transfer', 'promised', 'FR.party', 1, '{}', 'fr', ${clock.now}, ${clock.now}
      from ${all}`.execute(tx as never)
  })
}

/** Gives, or pays dues. */
const take = (offer: Offer, what: 'gift' | 'dues'): Promise<unknown> =>
  transact(async (tx): Promise<unknown> => (what === 'dues' ? takeDue(tx, app, offer) : give(tx, app, offer)))

const race = ({ kind, offers: [a, b] }: Trial) =>
  Promise.all([take(a, kind === 'dues and dues' ? 'dues' : 'gift'), take(b, kind.endsWith('dues') ? 'dues' : 'gift')])

test(`two at once for the last hundred euros, ${TRIALS} times, gifts and dues: one is let in, and never above the cap`, async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  await openDues(program, recipient, FREE)
  const trials = await trialsOf(recipient)
  await addBefore(recipient, trials)
  await rows('analyze donor, gift')
  for (let n = 0; n < trials.length; n += AT_ONCE) await Promise.all(trials.slice(n, n + AT_ONCE).map(race))

  // Of a mailbox: in two spellings she is two donors.
  const found = await rows<{ mailbox: Buffer; sum: string; let_in: number }>(
    `select d.mailbox_hash as mailbox, sum(t.amount) as sum, count(*)::int as let_in from donor d join (
       select donor_id, amount, state from gift
       union all select m.donor_id, u.amount, u.state from due u join dues_member m on m.id = u.member_id) t on t.donor_id = d.id
     where t.state in ('begun', 'promised') group by d.mailbox_hash`,
  )
  const sums = new Map(found.map(({ mailbox, sum, let_in }) => [mailbox.toString(), { sum: Number(sum), let_in }]))
  const bad = trials.filter(({ offers: [{ mailbox_hash }] }) => {
    const { sum, let_in } = sums.get(mailbox_hash.toString())!
    return sum > CAP || let_in !== 2
  })
  expect(sums.size).toBe(TRIALS)
  expect(bad.map(({ kind, offers: [{ email }] }) => `${kind}: ${email}`)).toEqual([])
})
