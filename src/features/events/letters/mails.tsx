import type { App } from '#platform/app'
import { calendarOf } from '#platform/calendar/calendars'
import type { Words } from '#platform/i18n/texts'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { groupPath } from '#groups'
import { ownEventEntry, ownLinks } from '../attending/index.ts'
import {
  type DecisionKind,
  eventPath,
  type EventRecord,
  exactWhere,
  factsFor,
  hoursText,
  type SignUpMailKind,
  type SignUpRecord,
  typeText,
  whenText,
} from '../core/index.ts'
import { letterTexts, type T } from './texts.ts'

type Reader = { given_name: string; locale: Locale; email: string }
type Telling = { kind: SignUpMailKind; event: EventRecord; signUp: SignUpRecord; id: string }

/** What somebody is told of her sign-up: when and where, the online link if she holds a place, and the page on which she changes it. The calendar entry comes along. */
export function signUpLetter(app: App, to: Reader, { kind, event, signUp, id }: Telling): Mail {
  const t = letterTexts.in(to.locale)
  const { url, movement, sender } = writerIn(app, to.locale)
  const own = url(ownLinks.path(app, signUp.id))
  const values = { name: to.given_name, title: event.title, when: whenText(t, to.locale, event), movement }
  const holds = signUp.state === 'coming' && kind !== 'cancelled'
  const letter = {
    locale: to.locale,
    subject: t(`letters.${kind}.subject`, values),
    paragraphs: [
      t(`letters.${kind}.text`, values),
      ...(kind === 'cancelled' ? [event.cancel_reason] : []),
      ...(kind === 'cancelled' || kind === 'confirm' ? [] : [t('letters.when', values)]),
      ...(kind === 'changed' && signUp.state === 'waiting' ? [t('letters.still-waiting')] : []),
      ...(holds ? placeLines({ t, locale: to.locale }, event, signUp) : []),
    ].filter((line): line is string => Boolean(line)),
    button: { text: t(`letters.${kind}.button`), url: kind === 'cancelled' || kind === 'removed' ? url('/events') : own },
    why: t(kind === 'confirm' ? 'letters.confirm.why' : 'letters.why', values),
    sender,
  }
  const mail = mailOf(letter, { to: to.email, id })
  // Called off, it is so in her calendar too.
  if (signUp.state !== 'coming') return mail
  return { ...mail, calendar: calendarOf([ownEventEntry(t, event, new URL(own))], { zone: event.time_zone }) }
}

function placeLines({ t, locale }: Words<T>, event: EventRecord, signUp: SignUpRecord): (string | null)[] {
  const { role_starts_at: starts_at, role_ends_at: ends_at } = signUp
  const shift = hoursText(t, locale, { starts_at, ends_at, time_zone: event.time_zone })
  return [
    t('letters.where', { where: exactWhere(t, event) }),
    event.online_url && t('letters.link', { link: event.online_url }),
    signUp.role && t('letters.role', { role: [signUp.role, shift].filter(Boolean).join(' · ') }),
    ...factsFor('coming', event, { t, locale }).map((fact) => t('letters.fact', fact)),
  ]
}

/** Somebody who never held an event announces one: to one of those in charge of the territory, in the movement's language. */
export function firstLetter(app: App, to: string, { event, id }: { event: EventRecord; id: string }): Mail {
  const { locale } = app.movement.current
  const t = letterTexts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const values = {
    title: event.title,
    type: typeText(t, event.type),
    town: event.town,
    when: whenText(t, locale, event),
    movement,
  }
  const letter = {
    locale,
    subject: t('letters.first.subject', values),
    paragraphs: [t(event.published_at ? 'letters.first.watched' : 'letters.first.waits', values), t('letters.when', values)],
    button: { text: t('letters.first.button'), url: url(`/staff/events/${event.id}`) },
    why: t('letters.first.why', values),
    sender,
  }
  return mailOf(letter, { to, id })
}

/** Nobody holds an event any more: to one of those in charge of the territory, in the movement's language. */
export function orphanLetter(app: App, to: string, { event, id }: { event: EventRecord; id: string }): Mail {
  const { locale } = app.movement.current
  const t = letterTexts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const values = { title: event.title, town: event.town, when: whenText(t, locale, event), n: event.taken, movement }
  const letter = {
    locale,
    subject: t('letters.orphan.subject', values),
    paragraphs: [t('letters.orphan.text', values), t('letters.when', values)],
    button: { text: t('letters.first.button'), url: url(`/staff/events/${event.id}`) },
    why: t('letters.first.why', values),
    sender,
  }
  return mailOf(letter, { to, id })
}

/** What somebody in charge decided, to one of those who hold the event. */
export function decisionLetter(
  app: App,
  to: Reader,
  { kind, event, id }: { kind: DecisionKind; event: EventRecord; id: string },
): Mail {
  const t = letterTexts.in(to.locale)
  const { url, movement, sender } = writerIn(app, to.locale)
  const values = { name: to.given_name, title: event.title, when: whenText(t, to.locale, event), movement }
  const reason = kind === 'unlisted' ? event.unlist_reason : kind === 'called-off' ? event.cancel_reason : null
  const letter = {
    locale: to.locale,
    subject: t(`letters.${kind}.subject`, values),
    paragraphs: [t(`letters.${kind}.text`, values), ...(reason ? [reason] : [])],
    button: { text: t('letters.open'), url: url(eventPath(event.id)) },
    why: t('letters.holder-why', values),
    sender,
  }
  return mailOf(letter, { to: to.email, id })
}

/** A group is asked to hold an event too: to one of its organisers. */
export function hostLetter(
  app: App,
  to: Reader,
  { event, group, id }: { event: EventRecord; group: { id: string; name: string }; id: string },
): Mail {
  const t = letterTexts.in(to.locale)
  const { url, movement, sender } = writerIn(app, to.locale)
  const values = { name: to.given_name, title: event.title, group: group.name, when: whenText(t, to.locale, event), movement }
  const letter = {
    locale: to.locale,
    subject: t('letters.host.subject', values),
    paragraphs: [t('letters.host.text', values), t('letters.when', values)],
    button: { text: t('letters.host.button'), url: url(`${groupPath(group.id)}/events`) },
    why: t('letters.host.why', values),
    sender,
  }
  return mailOf(letter, { to: to.email, id })
}
