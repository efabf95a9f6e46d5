import { createHash } from 'node:crypto'
import { normaliseEmail } from '#platform/text/email'
import type { SignatureRow } from './tables.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How long a signature waits for its confirmation. */
export const CONFIRMATION_TIME = 7 * DAY
/** How soon the same form brings a second mail: sooner is a double click. */
export const RESEND_AFTER = 10 * MINUTE
/** Requests to confirm that one mailbox gets within `CLAIM_TIME` from one network, and mails for one and the same form. Anyone can type an address. */
export const MAILS_PER_MAILBOX = 5
/** The same from all networks together: whoever types somebody else's address all day long leaves her enough to sign with. */
export const MAILS_FROM_ANYWHERE = 15
export const CLAIM_TIME = DAY
/** How long an address that refused gets no request to confirm. Not for ever: it may change its mind. */
export const REFUSAL_TIME = 90 * DAY

/** The bit of a name of `person.agreed` in `person.agreed_mask`, from 0; the database has the same (`agreed_bits`). Two names may share one. */
export function bitOf(name: string): number {
  return Number.parseInt(createHash('md5').update(name).digest('hex').slice(0, 8), 16) % 63
}

export function confirmationEnds(signedAt: Date): Date {
  return new Date(signedAt.getTime() + CONFIRMATION_TIME)
}

/**
 * The mailbox behind an address, for counting mails and nothing else: `+tag` leads to the same one everywhere that knows
 * tags, and Gmail reads no dots. Who a person is goes by her address as she wrote it.
 */
export function mailboxOf(email: string): string {
  const [local = '', domain = ''] = normaliseEmail(email).split('@')
  const plain = local.split('+', 1)[0]!
  return ['gmail.com', 'googlemail.com'].includes(domain) ? `${plain.replaceAll('.', '')}@gmail.com` : `${plain}@${domain}`
}

type Content = Pick<
  SignatureRow,
  'given_name' | 'family_name' | 'country' | 'postal_code' | 'place_id' | 'town' | 'phone' | 'agreed' | 'locale'
>

/** Equal for two signatures that say the same. */
export function fingerprintOf(s: Content): string {
  const agreed = Object.keys(s.agreed).toSorted()
  const content = [s.given_name, s.family_name, s.country, s.postal_code, s.place_id, s.town, s.phone, agreed, s.locale]
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}

/** What the tally counts a person under. */
export type Counted = { department_id: string | null; country: string; place_id: string | null; confirmed_on: string }

/** A person as the tally counts her; null for one who never confirmed a signature. */
export function supporterOf<P extends { confirmed_on: string | null }>(person: P): (P & { confirmed_on: string }) | null {
  return person.confirmed_on === null ? null : { ...person, confirmed_on: person.confirmed_on }
}

export type TallyChange = { scope: 'area' | 'place' | 'day' | 'total'; key: string; n: number }

/** What changes in the tally when a person comes (`before` null), goes (`after` null) or moves. Sorted, so that locks are. */
export function tallyChanges(before: Counted | null, after: Counted | null): TallyChange[] {
  return changesOfMany([[before, after]])
}

/** Who comes, goes or moves: as she was counted, and as she is. */
export type Move = [before: Counted | null, after: Counted | null]

/** The same of many, each count once. */
export function changesOfMany(moves: Move[]): TallyChange[] {
  const changes = new Map<string, TallyChange>()
  const add = (person: Counted | null, n: number) => {
    for (const { scope, key } of person ? countedUnder(person) : []) {
      const name = `${scope} ${key}`
      changes.set(name, { scope, key, n: (changes.get(name)?.n ?? 0) + n })
    }
  }
  for (const [before, after] of moves) {
    add(before, -1)
    add(after, 1)
  }
  return [...changes.values()].filter(({ n }) => n !== 0).sort((a, b) => (a.scope + a.key < b.scope + b.key ? -1 : 1))
}

/** Department in France, country elsewhere. */
export function areaOf({ department_id, country }: Pick<Counted, 'department_id' | 'country'>): string {
  return department_id ?? country
}

/** Her number in her area: how many it counts with her. `counts` as they are after she was counted. */
export function rankIn(counted: Counted, counts: { scope: string; key: string; n: number }[]): number {
  return counts.find(({ scope, key }) => scope === 'area' && key === areaOf(counted))!.n
}

function countedUnder(person: Counted): Omit<TallyChange, 'n'>[] {
  return [
    { scope: 'area', key: areaOf(person) },
    { scope: 'day', key: person.confirmed_on },
    ...(person.place_id ? [{ scope: 'place' as const, key: person.place_id }] : []),
    { scope: 'total', key: 'supporters' },
  ]
}
