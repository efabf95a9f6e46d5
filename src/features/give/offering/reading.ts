import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import type { FieldErrors } from '#platform/http/forms'
import type { Locale } from '#platform/i18n/locales'
import { normaliseEmail } from '#platform/text/email'
import { mailboxHashOf } from '#people'
import { type Aims, partOf, type Split } from '../campaigns/index.ts'
import { type Aim, descriptionOf, type Offer } from '../giving/index.ts'
import type { RecipientRecord } from '../core/index.ts'
import { type Mode, type Needs, needsOf, readAmount } from '../law/index.ts'
import { type RhythmName, wrongRhythm } from './rhythm.tsx'

/** What a form sends, flat as it is typed. */
export type Typed = {
  amount?: string
  other?: string
  mode?: string
  rhythm?: RhythmName
  given_name?: string
  family_name?: string
  email?: string
  adult?: 'true'
  said?: Record<string, string | undefined>
  declared?: Record<string, 'true' | undefined>
  campaign?: string
  group?: string
  split?: Split
}

/** Fields that are said of herself; the address is of several lines. */
const ADDRESS = ['street', 'postal_code', 'town', 'country'] as const
const OWN = ['surname', 'first_names', 'tax_address', 'address']

/** What is asked of her beside name and mailbox, as the law of this gift wants it: names of fields of the form. */
export function saidFields({ rule, fields }: Needs): string[] {
  const address = fields.includes('tax_address') || fields.includes('address')
  const where = address ? ADDRESS : rule.donor.any_of?.some(({ residence }) => residence) ? (['country'] as const) : []
  return [...where, ...fields.filter((key) => !OWN.includes(key))]
}

/** Means by which this recipient can be given to, of those that the law lets. Cash is handed over, and is written down by who takes it. */
export function modesFor({ iban, payment_account_id }: RecipientRecord, { modes }: Pick<Needs, 'modes'>): Mode[] {
  const has: Record<Mode, boolean> = {
    card: payment_account_id !== null,
    debit: payment_account_id !== null,
    transfer: iban !== null,
    cheque: true,
    cash: false,
  }
  return modes.filter((mode) => has[mode])
}

/** The amount of a form, in the smallest unit; undefined: nothing that can be read. */
function amountIn({ amount, other }: Typed, { recipient, locale }: { recipient: RecipientRecord; locale: Locale }) {
  const read = (text: string) => readAmount(text, recipient.currency, locale)
  if (amount === undefined || amount === 'other') return read(other ?? '')
  const [chosen, typed] = [read(amount), other?.trim() ? read(other) : undefined]
  // Two amounts are none: which she meant last nobody knows.
  const isOne = typed === undefined || ('amount' in chosen && 'amount' in typed && chosen.amount === typed.amount)
  return isOne ? chosen : { problem: 'offering.two-amounts' as const }
}

/** A gift is one euro at least: less costs more than it brings. */
export const LEAST = 100

type Reading = {
  recipient: RecipientRecord
  locale: Locale
  mailbox: string | undefined
  /** None where nothing can be chosen: dues. */
  aims?: Aims
  /** It may be given each month: she says whether. */
  again?: boolean
  what?: 'gift' | 'dues'
}

/** What was typed, whole, with what the law asks about it. */
export type ReadOffer = Offer & { needs: Needs; email: string }

/** Reads a whole offer. Throws Invalid with a message by field for all that is wrong at once. */
export function readOffer(
  app: App,
  typed: Typed,
  { recipient, locale, mailbox, aims, again = false, what = 'gift' }: Reading,
): ReadOffer {
  const read = amountIn(typed, { recipient, locale })
  const amount = 'problem' in read ? LEAST : read.amount
  const nationality = typed.said?.nationality
  const needs = needsOf(recipient, { amount, at: app.now(), what, ...(nationality ? { nationality } : {}) })
  if (!needs) throw new Invalid({ other: 'law.refuse.no_rule' })
  const mode = modesFor(recipient, needs).find((one) => one === typed.mode)
  const errors: FieldErrors = {
    ...('problem' in read ? { other: read.problem } : amount < LEAST ? { other: 'giving.least' } : {}),
    ...unchosen(typed, { mode, again, aims }),
    ...missingIn(typed, needs),
  }
  if (!mode || Object.keys(errors).length > 0) throw new Invalid(errors)
  const email = normaliseEmail(typed.email!)
  return {
    recipient,
    needs,
    amount,
    mode,
    email,
    mailbox_hash: mailboxHashOf(app)(email),
    given_name: typed.given_name!.trim(),
    family_name: typed.family_name!.trim(),
    told: toldIn(typed, needs),
    locale,
    proved: mailbox !== undefined && normaliseEmail(mailbox) === email,
    description: descriptionOf(app, { recipient, locale }),
    ...(aims ? { aim: aimOf(aims, { amount, split: typed.split }) } : {}),
    keep: again && typed.rhythm === 'monthly',
  }
}

/** What she did not choose of what is asked of her. */
function unchosen(
  typed: Typed,
  { mode, again, aims }: { mode: Mode | undefined; again: boolean; aims: Aims | undefined },
): FieldErrors {
  return {
    ...(again ? wrongRhythm(typed.rhythm, mode) : {}),
    ...(aims?.group && !typed.split ? { split: 'campaigns.choose-split' } : {}),
    ...(mode ? {} : { mode: 'giving.choose-mode' }),
  }
}

/** What it is for: the campaign of the page, and of the group the part that she chose, to the cent. */
function aimOf({ campaign, group }: Aims, { amount, split = 'none' }: { amount: number; split: Split | undefined }): Aim {
  const part = group ? partOf(split, amount) : 0
  return { campaign_id: campaign?.id ?? null, group_id: part > 0 ? group!.group_id : null, group_part: part }
}

function missingIn(typed: Typed, needs: Needs): FieldErrors {
  const errors: FieldErrors = {}
  for (const name of ['given_name', 'family_name', 'email'] as const) if (!typed[name]?.trim()) errors[name] = 'form.required'
  for (const name of saidFields(needs)) if (!typed.said?.[name]?.trim()) errors[`said[${name}]`] = 'form.required'
  if (typed.adult !== 'true') errors.adult = 'offering.adult-needed'
  for (const key of undeclared(typed, needs)) errors[`declared[${key}]`] = 'offering.declare-needed'
  return errors
}

/** Declarations that are missing. Who has not said her nationality is asked for that alone: what foreigners declare is not in sight yet. */
function undeclared({ said, declared }: Typed, { fields, declarations }: Needs): string[] {
  const isUnsaid = fields.includes('nationality') && !said?.nationality?.trim()
  return declarations
    .filter(({ key, of }) => declared?.[key] !== 'true' && !(isUnsaid && of === 'foreigners'))
    .map(({ key }) => key)
}

function toldIn({ said = {}, declared = {}, adult }: Typed, needs: Needs): Offer['told'] {
  const fields = saidFields(needs).map((name) => [name, said[name]!.trim()])
  return {
    fields: Object.fromEntries(fields),
    declarations: needs.declarations.map(({ key }) => key).filter((key) => declared[key] === 'true'),
    adult: adult === 'true',
  }
}
