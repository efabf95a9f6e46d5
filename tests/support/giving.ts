import type { TestProgram } from './program.ts'
import { openAccounts, post } from '../../src/features/give/books/index.ts'
import { anAccount } from './providers.ts'
import { openStrongSession, type Visitor } from './staff.ts'

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
