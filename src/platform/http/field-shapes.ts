import { Type, type TSchema } from 'typebox'
import { formatDay } from '../i18n/locales.ts'
import type { Words } from '../i18n/texts.ts'
import { namesIn } from '../named.ts'
import { line as typedLine, oneOf, ticks } from './shapes.ts'

/** Shapes of fields that a room declares once, and derives the rest from: column, control, what may come in, what is said. */

/** What a row holds of a field. */
export type Value = string | number | string[] | null
/** What a form sends of one: what was typed, or the boxes that were ticked. */
export type Given = string | Partial<Record<string, 'true'>> | undefined

type Option = { value: string; text: string }

/** By what it is asked. `most`: signs that fit in. */
export type Control =
  | { as: 'line' | 'area' | 'number'; most: number; optional: boolean }
  | { as: 'day' }
  | { as: 'choice'; options: (words: Words) => Option[] }
  | { as: 'boxes'; options: (words: Words) => Option[] }

/** What a field holds, whatever it is about: how it is asked, comes in, and is said. Methods, so that a list of fields of several shapes is one of fields. */
export type Shape<V = Value> = {
  control: Control
  /** What may come in by a form. */
  form: TSchema
  /** What other software gets. */
  api: TSchema
  read(given: Given): V
  /** As the form shows it again: by the names of its controls. */
  typed(value: V, name: string): Record<string, string>
  /** In words; none where there is nothing to say. */
  say(value: V, words: Words): string[]
}

const textOf = (given: Given): string => (typeof given === 'string' ? given.trim() : '')

/** Of what is one text to the form, and maybe nothing. */
const single = {
  typed: (value: string | number | null, name: string): Record<string, string> =>
    value === null || value === '' ? {} : { [name]: String(value) },
  say: (value: string | number | null): string[] => (value === null ? [] : [String(value)]),
}
const maybeText = {
  ...single,
  api: Type.Union([Type.String(), Type.Null()]),
  read: (given: Given): string | null => textOf(given) || null,
}

/** One line that has to be there, and reads as a name does. */
export const heading = (least: number, most: number) =>
  ({
    ...single,
    control: { as: 'line', most, optional: false },
    form: Type.String({ format: 'name', minLength: least, maxLength: most }),
    api: Type.String(),
    read: textOf,
  }) satisfies Shape<string>

export const line = (most: number) =>
  ({
    ...maybeText,
    control: { as: 'line', most, optional: true },
    form: Type.Optional(typedLine(most)),
  }) satisfies Shape<string | null>

/** A day, YYYY-MM-DD. Whether it exists, whoever reads it asks `isDay`. */
export const day = {
  ...maybeText,
  control: { as: 'day' },
  form: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' })),
  say: (value: string | null, { locale }: Words) => (value === null ? [] : [formatDay(locale, value)]),
} satisfies Shape<string | null>

/** Several lines. */
export const text = (most: number) =>
  ({
    ...maybeText,
    control: { as: 'area', most, optional: true },
    form: Type.Optional(Type.String({ format: 'text', maxLength: most, pattern: '\\S' })),
  }) satisfies Shape<string | null>

/** An address of a page elsewhere. */
export const address = (most: number) =>
  ({
    ...maybeText,
    control: { as: 'line', most, optional: true },
    form: Type.Optional(Type.String({ pattern: '^https://[^\\s<>"]+$', maxLength: most })),
  }) satisfies Shape<string | null>

/** At most so many; where nothing is said, there is no limit. */
export const limit = (digits: number) =>
  ({
    ...single,
    control: { as: 'number', most: digits, optional: true },
    form: Type.Optional(Type.String({ pattern: `^[1-9]\\d{0,${digits - 1}}$` })),
    api: Type.Union([Type.Integer(), Type.Null()]),
    read: (given) => (textOf(given) ? Number(given) : null),
  }) satisfies Shape<number | null>

/** How many; where nothing is said, none. */
export const count = (digits: number) =>
  ({
    ...single,
    control: { as: 'number', most: digits, optional: false },
    form: Type.Optional(Type.String({ pattern: `^\\d{1,${digits}}$` })),
    api: Type.Integer(),
    read: (given) => Number(textOf(given)),
  }) satisfies Shape<number>

/** One of these. `say`: its name. */
export const choice = (values: readonly string[], say: (value: string, words: Words) => string) =>
  ({
    ...single,
    control: { as: 'choice', options: (words) => values.map((value) => ({ value, text: say(value, words) })) },
    form: oneOf(values),
    api: Type.String(),
    read: textOf,
    say: (value: string, words: Words) => [say(value, words)],
  }) satisfies Shape<string>

/** One of these, or nothing said. */
export const option = (values: readonly string[], say: (value: string, words: Words) => string) =>
  ({
    ...maybeText,
    control: {
      as: 'choice',
      options: (words) => [{ value: '', text: '–' }, ...values.map((value) => ({ value, text: say(value, words) }))],
    },
    form: Type.Optional(oneOf(values)),
    say: (value: string | null, words: Words) => (value === null ? [] : [say(value, words)]),
  }) satisfies Shape<string | null>

/** Any of these. */
export const boxes = <N extends string>(names: readonly N[], say: (name: string, words: Words) => string) =>
  ({
    control: { as: 'boxes', options: (words) => names.map((value) => ({ value, text: say(value, words) })) },
    form: ticks(names),
    api: Type.Array(Type.String()),
    read: (given) => (typeof given === 'object' ? namesIn(given) : []),
    typed: (value: string[], name) => Object.fromEntries(value.map((one) => [`${name}[${one}]`, 'true'])),
    say: (value: string[], words) => value.map((one) => say(one, words)),
  }) satisfies Shape<string[]>
