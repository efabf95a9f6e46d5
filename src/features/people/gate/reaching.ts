import { type RawBuilder, sql } from 'kysely'
import { agreedNames, bindsPoint, pointKindOf } from '../ledger/index.ts'
import { ADVERTISING } from '../core/index.ts'
import { type Contact, LAST_ZONE, type Reason, selects } from './rules.ts'

/**
 * Of `person`, by no other name: mails reach her now that come by themselves. She is under no restriction, and asked for no pause. Its last day is over
 * when it is over everywhere, so that no mail comes on a day that she was told is free of them.
 */
function takesMail(now: Date): RawBuilder<boolean> {
  return sql`(person.restricted_at is null and not ${isPaused(now)})`
}

const isPaused = (now: Date) =>
  sql<boolean>`coalesce(person.paused_until >= (${now}::timestamptz at time zone ${sql.lit(LAST_ZONE)})::date, false)`

/** Of `person`: she may be reached for this, by this, now. For selecting many: an index finds whom it begins with. */
export function reached(contact: Contact): RawBuilder<boolean> {
  const { purpose, channel, now } = contact
  const kind = kindFor(contact)
  if (kind === null) return sql`false`
  const agreed = agreedNames({ ...purpose, channels: [channel] })
  const fresh = purpose.renewed === null ? sql`true` : sql`not ${isOutdated(contact)}`
  const chosen = selects(contact) ? isSelectable(contact) : sql`true`
  // What the record says she agreed to begins; what the ledger proves decides (GDPR art. 7(1)).
  return sql`(person.agreed @> ${agreed}::text[] and ${takesMail(now)} and ${lastWord(contact, sql`action`)} = 'given' and ${fresh} and ${chosen}
    and exists (select from contact_point point where ${isHers(kind)} and ${isGood} and not ${isLeftAlone(contact)}))`
}

/** Of `person`: why she may not be reached for this, by this, now, as `whyNot` says it; null: she may. */
export function whyNotReached(contact: Contact): RawBuilder<Reason | null> {
  const { purpose, now } = contact
  const kind = kindFor(contact)
  if (kind === null) return sql`'no-contact'`
  // Each of the four is looked at only where those before it say nothing; her last word and her addresses are looked up once.
  return sql`coalesce(
    case when person.restricted_at is not null then 'restricted' when ${isPaused(now)} then 'paused' end,
    case coalesce(${lastWord(contact, sql`action`)}, '') when '' then 'never-agreed' when 'withdrawn' then 'withdrawn' end,
    case when ${purpose.renewed === null ? sql`false` : isOutdated(contact)} then 'outdated'
      when ${selects(contact) ? sql`not ${isSelectable(contact)}` : sql`false`} then 'not-for-selection' end,
    case coalesce((select max(case when not ${isGood} then 1 when ${isLeftAlone(contact)} then 2 else 3 end)
        from contact_point point where ${isHers(kind)}), 0)
      when 0 then 'no-address' when 1 then 'bad-address' when 2 then 'left-alone' end)`
}

const kindFor = ({ purpose, channel }: Contact) =>
  purpose.channels.includes(channel) && !purpose.each ? pointKindOf(channel) : null

/** Of `person`: the address at which she may be reached for this, by this: hers, good, and on no list for it; what she proved first. null: none. */
export function reachedAt(contact: Contact): RawBuilder<string | null> {
  const kind = kindFor(contact)
  if (kind === null) return sql`null`
  return sql`(select point.value from contact_point point where ${isHers(kind)} and ${isGood} and not ${isLeftAlone(contact)}
    order by point.verified_at nulls last, point.created_at, point.id limit 1)`
}

const isHers = (kind: string) => sql`point.person_id = person.id and point.kind = ${kind} and not point.claimed`

const isGood = sql<boolean>`point.quality not in ('bad', 'bouncing')`

/** A word on the list, asked by keyed hash, binds her there; an address whose hash is not written yet waits for it. */
const isLeftAlone = ({ purpose, now }: Contact) => sql<boolean>`(point.hash is null or exists (select from suppression
    where address_hash = point.hash and suppression.purpose = ${purpose.key} and (until is null or until > ${now}::timestamptz) and ${bindsPoint()}))`

const lastWord = ({ purpose, channel }: Contact, what: RawBuilder<unknown>) => sql`(select ${what} from consent
    where person_id = person.id and consent.purpose = ${purpose.key} and channel = ${channel} and about is null
    order by collected_at desc, id desc limit 1)`

/** What she told came from herself, and she agreed to be selected by it. */
const isSelectable = (contact: Contact) =>
  sql<boolean>`(person.confirmed_on is not null and coalesce(${lastWord({ ...contact, purpose: ADVERTISING }, sql`action`)} = 'given', false))`

const isOutdated = (contact: Contact) =>
  sql<boolean>`((${lastWord(contact, sql`collected_at`)} at time zone 'UTC') + make_interval(months => ${contact.purpose.renewed}::integer)
    <= ${contact.now}::timestamptz at time zone 'UTC')`
