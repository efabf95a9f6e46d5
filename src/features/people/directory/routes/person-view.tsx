import type { Link } from '#platform/http/locale'
import { type Words, ofAnyKey } from '#platform/i18n/texts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App, Deed } from '#platform/app'
import { httpTexts } from '#platform/http/texts'
import { countryOptions } from '#platform/i18n/countries'
import { countryName, dateFormat, formatDay, languageName, type Locale, LOCALES } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import {
  allTags,
  contactPoints,
  customFields,
  foreignIds,
  isVisible,
  notes,
  type PersonRecord,
  tagsOf,
} from '../../core/index.ts'
import { factsOf, fieldTexts, typedFields } from '../../fields/index.ts'
import { gateTexts, whyNotEach } from '../../gate/index.ts'
import { type Channel, contactsOf, ledger, type Purpose, purposeNamed, purposesOf } from '../../ledger/index.ts'
import { office, roleName, whoOpened, witnessOf } from '#staff'
import { fullName } from '../naming.ts'
import { reachNow } from '../slots.ts'
import { PersonPage, type PersonProps } from '../person.page.tsx'
import { type T, texts } from '../texts.ts'

const formTexts = joinTexts([httpTexts, fieldTexts, texts])

/** Forms that were refused, as they were sent. */
type Forms = Partial<PersonProps['forms']>

/** Draws the page of a person; with forms that were refused, and says so. */
export async function showPerson(app: App, reply: FastifyReply, { found, forms }: { found: PersonRecord; forms?: Forms }) {
  const { request } = reply
  if (forms) reply.code(422)
  // Also a form that was refused shows the whole record again.
  await witnessOf(app)(request.actor, { action: 'view', object: 'person', id: found.id })
  const t = formTexts.in(request.locale)
  const props = await propsOf(app, request, found)
  return reply.page({
    title: t('directory.staff.title'),
    body: <PersonPage {...props} forms={{ ...props.forms, ...forms }} />,
  })
}

const untouched: FormState = { values: {}, errors: {} }

/** Everything on the page: nine queries and one of each slice that knows something of her, whatever stands there. */
async function propsOf(app: App, request: FastifyRequest, found: PersonRecord): Promise<PersonProps> {
  const { read } = app.database
  const { locale, link, actor } = request
  const { id } = found
  const t = formTexts.in(locale)
  const recruiter =
    found.recruited_by && (await isVisible(read, found.recruited_by, actor.scope('people.see'))) ? found.recruited_by : null
  const contacts = contactsOf(purposesOf(app).filter((one) => !one.selects)).map((one) => ({ ...one, now: app.now() }))
  const [points, why, said, written, tags, names, fields, ids, opened, deeds, parts] = await Promise.all([
    contactPoints(read, id, actor.scope('people.see')),
    whyNotEach(read, id, contacts),
    ledger(read, id),
    notes(read, id),
    tagsOf(read, id),
    allTags(read),
    customFields(read),
    foreignIds(read, id),
    whoOpened(read, id),
    app.deedsOf(id, locale),
    partsOf(app, request, id),
  ])
  const held = await heldOf(app, { person: id, contacts, why, locale })
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
  return {
    ...headOf(found),
    lead: leadOf(
      found,
      { t, locale },
      contacts.filter((_, n) => !held[n]),
    ),
    parts,
    countries: countryOptions(locale, app.movement.current.country),
    t,
    locale,
    path: link(`/staff/people/${id}`),
    facts: [
      ...whoSheIs({ t, locale, link }, { ...found, recruited_by: recruiter }),
      ...ids.map(({ system, value }) => ({ label: system, value })),
    ],
    points: points.map((point) => pointOf(point, t)),
    reach: contacts.map((contact, n) => reachOf(contact, held[n], { t, locale })),
    consents: said.map((row) => consentOf(app, row, { t, locale, day })),
    withdrawable: withdrawableOf(app, found, { t, locale }),
    tags,
    tagNames: names.map(({ name }) => name),
    notes: written.map((note) => ({ id: note.id, text: note.text, by: day.format(note.written_at) })),
    timeline: timelineOf(
      found,
      { said: said.map((row) => ({ ...row, what: whatOf(app, row, { t, locale }) })), deeds },
      { t, day },
    ),
    opened: opened.map(({ role, times, last }) =>
      t('directory.person.opened-line', { role: roleName(locale, role), times: Number(times), at: day.format(last) }),
    ),
    fields: fields.map(({ key, label, kind, options }) => ({ key, label, kind, options: optionsOf(kind, options, t) })),
    forms: formsOf(found),
    may: mayOf(actor),
  }
}

const mayOf = ({ grants }: Pick<FastifyRequest['actor'], 'grants'>) => ({
  edit: grants.has('people.edit'),
  erase: grants.has('people.erase'),
  restrict: grants.has('privacy.answer'),
})

function headOf(found: PersonRecord) {
  const { restricted_at } = found
  return {
    name: fullName(found),
    restricted: restricted_at !== null,
    languages: LOCALES.map((one) => ({ value: one, text: languageName(one) })),
  }
}

type Reachable = { purpose: { key: string; name: Record<Locale, string> }; channel: Channel }
type Reason = NonNullable<Awaited<ReturnType<typeof whyNotEach>>[number]>

/** Since when she is with the movement, and for what she may be reached today: in one line. */
function leadOf({ confirmed_on }: PersonRecord, { t, locale }: Words<T>, reachable: Reachable[]): string {
  const since = confirmed_on
    ? t('directory.person.supporter', { day: formatDay(locale, confirmed_on) })
    : t('directory.person.not-supporter')
  const ways = reachable.map(({ purpose, channel }) => `${purpose.name[locale]} (${channelName(t, channel)})`)
  return `${since} · ${ways.length > 0 ? t('directory.person.says-yes', { ways: ways.join(', ') }) : t('directory.person.says-no')}`
}

/** A way by which she may be reached today, or what is against it. */
const reachOf = ({ purpose, channel }: Reachable, why: string | undefined, { t, locale }: Words<T>) => ({
  key: `${purpose.key}:${channel}`,
  what: `${purpose.name[locale]} · ${channelName(t, channel)}`,
  why,
})

type Asking = {
  person: PersonRecord['id']
  contacts: { purpose: Purpose; channel: Channel }[]
  why: (Reason | null)[]
  locale: Locale
}

/** What is against each way, in words: what is known of her; where that allows it, what the rooms know that look at the moment. */
async function heldOf(app: App, { person, contacts, why, locale }: Asking): Promise<(string | undefined)[]> {
  const open = contacts.filter((_, n) => !why[n])
  const said = await Promise.all(app.filled(reachNow).map((ask) => ask(app, { person, ways: open, locale })))
  const waits = new Map(open.map((way, n) => [way, said.flatMap((each) => each[n] ?? [])[0]]))
  return contacts.map((contact, n) => (why[n] ? gateTexts.in(locale)(`gate.why.${why[n]}`) : waits.get(contact)))
}

const channelName = (t: T, channel: Channel) => t(`directory.channel.${channel}`)

/** What she is part of, as far as who looks may see it: one query of each room that knows. */
async function partsOf(app: App, { actor, locale, link }: FastifyRequest, person: PersonRecord['id']) {
  const mine = app.filled(office.parts).filter(({ permission }) => !permission || actor.grants.has(permission))
  const found = await Promise.all(
    mine.map(async (part) => ({ title: part.title(locale), hits: await part.find(app, { person, actor, locale }) })),
  )
  return found
    .filter(({ hits }) => hits.length > 0)
    .map(({ title, hits }) => ({ title, hits: hits.map(({ path, ...hit }) => ({ ...hit, href: link(path) })) }))
}

function formsOf(found: PersonRecord): PersonProps['forms'] {
  const custom = Object.fromEntries(Object.entries(found.custom).map(([key, value]) => [key, String(value)]))
  return {
    details: { values: valuesOf(found), errors: {} },
    point: untouched,
    tag: untouched,
    note: untouched,
    custom: { values: custom, errors: {} },
  }
}

type Point = Awaited<ReturnType<typeof contactPoints>>[number]

function pointOf({ id, kind, value, quality, refusal, verified_at, others }: Point, t: T): PersonProps['points'][number] {
  const verified = verified_at ? [{ text: t('directory.quality.verified'), tone: 'good' as const }] : []
  const shared = others > 0 ? [{ text: t('directory.quality.shared', { n: others }), tone: 'plain' as const }] : []
  const known =
    quality === 'unknown'
      ? []
      : [{ text: t(`directory.quality.${quality}`), tone: quality === 'good' ? ('good' as const) : ('bad' as const) }]
  const offered = quality === 'bad' ? (['good'] as const) : kind === 'email' ? (['bad', 'bouncing'] as const) : (['bad'] as const)
  return {
    id,
    value,
    states: [...verified, ...known, ...shared],
    said: refusal ?? undefined,
    marks: offered.map((mark) => ({ quality: mark, text: t(`directory.mark.${mark}`) })),
  }
}

type Said = Awaited<ReturnType<typeof ledger>>[number]

function consentOf(
  app: App,
  row: Said,
  { t, locale, day }: Words<T> & { day: Intl.DateTimeFormat },
): PersonProps['consents'][number] {
  return {
    id: row.id,
    at: day.format(row.collected_at),
    what: whatOf(app, row, { t, locale }),
    action: t(`directory.said.${row.action}`),
    how: [t(`directory.method.${row.method}`), row.source, row.evidence].filter(Boolean).join(' · '),
    wording: row.wording_text,
  }
}

/** What somebody said something of. A purpose that no room declares any more has its key alone. */
const whatOf = (app: App, { purpose, channel }: Said, { t, locale }: Words<T>) =>
  `${purposeNamed(app, purpose)?.name[locale] ?? purpose} · ${ofAnyKey(t)(`directory.channel.${channel}`)}`

function withdrawableOf(app: App, { agreed }: PersonRecord, { t, locale }: Words<T>) {
  const given = new Set(agreed.map((one) => one.split(':')[0]!))
  return purposesOf(app)
    .filter(({ key, end }) => end && given.has(key))
    .map(({ key, name }) => ({ purpose: key, text: t('directory.person.withdraw', { what: name[locale] }) }))
}

function whoSheIs({ t, locale, link }: Words<T> & { link: Link }, found: PersonRecord): PersonProps['facts'] {
  const told = { row: found, locale }
  const street = factsOf('staff', 'where', told).map(({ value }) => value)
  const where = [...street, [found.postal_code, found.place ?? found.town].filter(Boolean).join(' '), found.department].filter(
    Boolean,
  )
  return [
    { label: t('directory.person.address'), value: [...where, countryName(locale, found.country)].join(', ') },
    { label: t('directory.person.language'), value: languageName(found.locale) },
    ...factsOf('staff', 'who', told),
    {
      label: t('directory.person.origin'),
      value: [t(`directory.origin.${found.origin}`), found.origin_label].filter(Boolean).join(' · '),
    },
    ...(found.recruited_by
      ? [
          {
            label: t('directory.person.recruiter'),
            value: found.recruiter ?? '–',
            href: link(`/staff/people/${found.recruited_by}`),
          },
        ]
      : []),
    ...(found.paused_until ? [{ label: t('directory.person.paused'), value: formatDay(locale, found.paused_until) }] : []),
  ]
}

type Known = { said: (Said & { what: string })[]; deeds: Deed[] }
type ByDay = { t: T; day: Intl.DateTimeFormat }

/** All that is known of her by day, the last first. */
function timelineOf(found: PersonRecord, { said, deeds }: Known, { t, day }: ByDay): PersonProps['timeline'] {
  const words = said.map((row) => ({
    at: row.collected_at,
    text: t('directory.timeline.consent', { said: t(`directory.said.${row.action}`), what: row.what }),
  }))
  const came = { at: found.created_at, text: t('directory.timeline.came', { origin: t(`directory.origin.${found.origin}`) }) }
  const all: Deed[] = [...words, ...deeds, came]
  return all
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ at, text }, n) => ({ key: String(n), at: day.format(at), text }))
}

function valuesOf(found: PersonRecord): Record<string, string> {
  const { given_name, family_name, locale, postal_code, place, town, country } = found
  const values = { given_name, family_name, locale, ...typedFields(found), postal_code, town: place ?? town, country }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
}

function optionsOf(kind: string, options: string[], t: T) {
  const choices =
    kind === 'boolean'
      ? [
          ['true', t('directory.field.yes')],
          ['false', t('directory.field.no')],
        ]
      : options.map((option) => [option, option])
  return [{ value: '', text: '–' }, ...choices.map(([value, text]) => ({ value: value!, text: text! }))]
}
