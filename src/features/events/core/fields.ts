import { address, boxes, choice, count, heading, limit, line, type Shape, text, type Value } from '#platform/http/field-shapes'
import { LANGUAGES, languageOf } from '#platform/i18n/languages'
import type { Words } from '#platform/i18n/texts'
import type { EventTextKey, T } from './texts.ts'

/**
 * Where it is read: by anybody, among the facts or under accessibility; by who holds the event or a place alone (`coming`); where code of its own shows it
 * (`own`). `listed`: it stands in lists, and in what other software gets.
 */
type Reading = { shown: 'fact' | 'access' | 'own'; listed?: true } | { shown: 'coming'; listed?: never }

/** A field of an event: what it holds, and all that becomes of it. */
export type Field<V = Value> = Shape<V> &
  Reading & {
    label: EventTextKey
    hint?: EventTextKey
    /** Its label where it is read, if that is another. */
    named?: EventTextKey
    /** The part of the form in which it stands, in the order of the declarations. */
    asked: 'first' | 'where' | 'about' | 'places' | 'more'
    /** It stands in the mails and on the page of who holds a place; `told`: she is written to when it changes. */
    mailed?: 'along' | 'told'
  }

const ACCESS = ['step-free', 'toilets', 'seats', 'sign-language', 'loop', 'quiet', 'childcare'] as const

/**
 * What whoever holds an event says of it, each field once: its column, its control, what may come in, who reads it, whom it is told. Not here: what it is,
 * when and where, which hang together (`rules/changing.ts`). A new one takes a column and its words beside.
 */
export const FIELDS = {
  title: {
    ...heading(3, 100),
    label: 'events.field.title',
    hint: 'events.field.title-hint',
    asked: 'first',
    shown: 'own',
    mailed: 'told',
  },
  online_url: {
    ...address(500),
    label: 'events.field.online_url',
    hint: 'events.field.online_url-hint',
    asked: 'where',
    shown: 'own',
    mailed: 'told',
  },
  description: {
    ...text(4000),
    label: 'events.field.description',
    hint: 'events.field.description-hint',
    asked: 'about',
    shown: 'own',
  },
  capacity: { ...limit(5), label: 'events.field.capacity', hint: 'events.field.capacity-hint', asked: 'places', shown: 'own' },
  guests: { ...count(1), label: 'events.field.guests', hint: 'events.field.guests-hint', asked: 'places', shown: 'own' },
  access: {
    ...boxes(ACCESS, (name, { t }) => t(`events.access-${name}`)),
    label: 'events.access',
    asked: 'more',
    shown: 'access',
  },
  access_note: {
    ...line(300),
    label: 'events.field.access_note',
    hint: 'events.field.access_note-hint',
    named: 'events.access',
    asked: 'more',
    shown: 'access',
    mailed: 'along',
  },
  language: {
    ...choice(LANGUAGES, (value, { locale }) => languageOf(locale, value)),
    label: 'events.field.language',
    asked: 'more',
    shown: 'fact',
    listed: true,
    // That it is in the language of the page goes without saying.
    say: (value: string, { locale }: Words<T>) => (value === locale ? [] : [languageOf(locale, value)]),
  },
  price: {
    ...line(200),
    label: 'events.field.price',
    hint: 'events.field.price-hint',
    named: 'events.fact-price',
    asked: 'more',
    shown: 'fact',
    say: (value: string | null, { t }: Words<T>) => [value ?? t('events.free')],
  },
} as const satisfies Record<string, Field>

export type FieldName = keyof typeof FIELDS
/** Fields as their columns. */
export type FieldRow = { [N in FieldName]: ReturnType<(typeof FIELDS)[N]['read']> }
/** Those that stand in lists. */
export type ListedName = { [N in FieldName]: (typeof FIELDS)[N] extends { listed: true } ? N : never }[FieldName]
