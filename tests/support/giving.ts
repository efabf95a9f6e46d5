import type { TestProgram } from './program.ts'
import { openAccounts, post } from '../../src/features/give/books/index.ts'
import { anAccount } from './providers.ts'
import { openStrongSession, staffMember, type Visitor } from './staff.ts'

const words = (must: string) => `${'Texte recopié de la source officielle. '.repeat(6)}${must}`.trim()

/** Words that the law wants on the page of a party's fund, and of a candidate's. */
export const MENTIONS = {
  party: { p11_4: words('7 500 euros'), p11_5: words('45 000 euros') },
  candidate: { l52_8: words('4 600 euros, 150 euros'), l113_1: words('45 000 euros') },
}

type Recipient = {
  kind?: 'party' | 'candidate'
  election?: string | null
  opens?: string | null
  closes?: string | null
  name?: string
  account?: string | null
}

/** Somebody to whom one may give now: all is settled, and the page is open. Gives its id. */
export async function addRecipient(program: TestProgram, recipient: Recipient = {}): Promise<string> {
  const { kind = 'party', election = null, opens = null, closes = null, name = 'Fonds de solidarité', account = null } = recipient
  const id = crypto.randomUUID()
  await program.rows(
    `insert into recipient (id, name, kind, country, currency, election_id, beneficiary, holder, declared_on, opens_on, closes_on, mentions, iban,
       payment_account_id, made_at, public_at)
     values ($1, $2, $3, 'FR', 'EUR', $4, 'Le mouvement', 'Association de financement', '2026-01-10', $5, $6, $7,
       'FR7630006000011234567890189', $8, $9, $9)`,
    [id, name, kind, election, opens, closes, JSON.stringify(MENTIONS[kind]), account, program.clock.now],
  )
  return id
}

/** An account at the provider that is played. */
export const addSandbox = (program: TestProgram): Promise<string> => anAccount(program, { name: 'Essai' })

/** What a French donor types who may give. */
export const DONOR = {
  given_name: 'Aline',
  family_name: 'Exemple',
  email: 'aline@example.org',
  adult: 'true',
  rhythm: 'once',
  'said[street]': '1 rue des Lilas',
  'said[postal_code]': '69003',
  'said[town]': 'Lyon',
  'said[country]': 'FR',
  'said[nationality]': 'FR',
  'declared[natural_person]': 'true',
  'declared[own_money]': 'true',
}

type Typed = Record<string, string>

/** Gives, as the button of the last page does. */
export const sendGift = (visitor: Visitor, recipient: string, typed: Typed) =>
  visitor.post(`/give/${recipient}`, { ...DONOR, ...typed, act: 'give' })

/** The path of where an answer leads. */
export const pathOf = ({ headers }: { headers: { location?: string | undefined } }): string => {
  const { pathname } = new URL(headers.location!, 'http://localhost')
  return pathname
}

/** Somebody who has proved that mailbox: a large gift takes it. */
export const provedDonor = async (program: TestProgram, email = DONOR.email): Promise<Visitor> =>
  openStrongSession(program, await program.app.auth.accountFor(email))

/** An entry of twenty euros in a book. */
export async function bookSomething({ app }: TestProgram, book: string): Promise<void> {
  const of = { book, currency: 'EUR' }
  await app.database.transact(async (tx) => {
    const [bank, gifts] = await openAccounts(tx, [
      { ...of, code: '5120', kind: 'asset', name: 'Banque' },
      { ...of, code: '7541', kind: 'income', name: 'Dons' },
    ])
    const lines = [
      { account: bank!, amount: 2000 },
      { account: gifts!, amount: -2000 },
    ]
    await post(tx, {
      book: { id: book, zone: 'Europe/Paris' },
      at: app.now(),
      cause: { kind: 'test', id: book },
      what: 'paid',
      lines,
    })
  })
}

/** A row of a sheet of cheques or cash: who gives, in Lyon, of France. */
export const GIVER = {
  given_name: 'Rosa',
  family_name: 'Exemple',
  street: '3 rue des Tilleuls',
  postal_code: '69003',
  town: 'Lyon',
  country: 'FR',
  nationality: 'FR',
}

type SheetFields = Record<string, string>

/** What a sheet sends, tried or written: rows `r1`, `r2`… in their order. */
export function sheetOf(rows: Typed[], fields: SheetFields = {}): SheetFields {
  const typed = rows.flatMap((row, n) => Object.entries(row).map(([field, value]) => [`${field}[r${n + 1}]`, value]))
  return { key: crypto.randomUUID(), mode: 'cheque', signed: 'true', act: 'try', ...Object.fromEntries(typed), ...fields }
}

/** Tries a sheet and writes what it was told would be. Gives the answer. */
export async function writeSheet(officer: Visitor, recipient: string, sheet: SheetFields) {
  const tried = await officer.post(`/staff/books/${recipient}/sheet`, sheet)
  const told = /name="told" value="([^"]+)"/.exec(tried.body)?.[1]
  if (!told) return tried
  return officer.post(`/staff/books/${recipient}/sheet`, { ...sheet, act: 'write', told })
}

/** Somebody who keeps the books of a recipient; of none, if none is named. */
export async function treasurerOf(program: TestProgram, recipient?: string): Promise<Visitor & { account: string }> {
  const treasurer = await staffMember(program, 'treasurer')
  if (recipient !== undefined)
    await program.rows('insert into recipient_officer (recipient_id, account_id, since) values ($1, $2, now())', [
      recipient,
      treasurer.account,
    ])
  return treasurer
}

type Campaign = {
  address?: string
  goal?: number
  opens?: string | null
  closes?: string | null
  title?: string
  story?: string
  isPublic?: boolean
}

/** Something that a recipient collects for, open to all. Gives its id. */
export async function addCampaign(program: TestProgram, recipient: string, campaign: Campaign = {}): Promise<string> {
  const { address = 'la-caravane', goal = 500_000, opens = null, closes = null, isPublic = true } = campaign
  const { title = 'La caravane de l’été', story = 'Un camion, vingt villes.\nL’essence et les affiches.' } = campaign
  const id = crypto.randomUUID()
  await program.rows(
    'insert into campaign (id, recipient_id, address, goal, opens_on, closes_on, made_at, public_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, recipient, address, goal, opens, closes, program.clock.now, isPublic ? program.clock.now : null],
  )
  await program.rows("insert into campaign_text (campaign_id, locale, title, story) values ($1, 'fr', $2, $3)", [
    id,
    title,
    story,
  ])
  return id
}

/** A group takes shares of gifts to a recipient. */
export const takesShares = (program: TestProgram, recipient: string, group: string) =>
  program.rows('insert into group_share (recipient_id, group_id, asked_at, agreed_at) values ($1, $2, $3, $3)', [
    recipient,
    group,
    program.clock.now,
  ])

/** Gifts of a recipient at the provider, each of one of `donors` people. Gives their ids. */
export async function addGifts(
  program: TestProgram,
  recipient: string,
  gifts: { donor: number; amount: number; campaign?: string | null; group?: string | null; part?: number }[],
): Promise<string[]> {
  const now = program.clock.now
  const people = [...new Set(gifts.map(({ donor }) => donor))]
  const donors = new Map(people.map((donor) => [donor, crypto.randomUUID() as string]))
  for (const [n, id] of donors)
    await program.rows(
      `insert into donor (id, email, mailbox_hash, given_name, family_name, name_key, near_key, made_at)
       values ($1::uuid, $2, decode(md5($1::text), 'hex'), 'Aline', 'Exemple', 'aline exemple', $1::text, $3)`,
      [id, `d${n}@example.org`, now],
    )
  const [{ n: first }] = (await program.rows<{ n: string }>('select coalesce(max(number), 0) + 1 as n from gift')) as [
    { n: string },
  ]
  return Promise.all(
    gifts.map(async ({ donor, amount, campaign = null, group = null, part = 0 }, n) => {
      const id = crypto.randomUUID()
      await program.rows(
        `insert into gift (id, number, recipient_id, donor_id, amount, currency, mode, state, rule, rule_version, told, locale, made_at, changed_at,
           campaign_id, group_id, group_part)
         values ($1, $2, $3, $4, $5, 'EUR', 'card', 'begun', 'FR.party', 1, '{"fields":{},"declarations":[],"adult":true}', 'fr', $6, $6, $7, $8, $9)`,
        [id, Number(first) + n, recipient, donors.get(donor), amount, now, campaign, group, part],
      )
      return id
    }),
  )
}
