import { IntlMessageFormat } from 'intl-messageformat'
import type { Locale } from './locales.ts'

type Values = Record<string, string | number>

/** Writes a text in one language. Taken from a method, so that the writer of one slice's keys passes where any is asked for. */
export type Translate<K extends string = string> = { write(key: K, values?: Values): string }['write']

/** The same writer, for keys that only a row or an error knows. One that it does not have is a bug, and throws. */
export const ofAnyKey = (t: Translate): Translate => t

/** What says something in one language: its writer, and the language itself, for dates and numbers. */
export type Words<T = Translate> = { t: T; locale: Locale }

/** The texts of a slice: its keys, and a writer for each language. */
export type Texts<K extends string = string> = {
  bundles: Record<Locale, Record<string, string>>
  in(locale: Locale): Translate<K>
}

/** Makes a slice's texts from its three files of ICU messages. The compiler holds the keys of the three together. */
export function defineTexts<B extends Record<string, string>>(
  bundles: Record<Locale, { [K in keyof B]: string } & B>,
): Texts<keyof B & string> {
  const writers = new Map<Locale, Translate>()
  const writerIn = (locale: Locale): Translate => {
    const writer = writers.get(locale) ?? makeWriter(locale, bundles[locale])
    writers.set(locale, writer)
    return writer
  }
  return { bundles, in: writerIn }
}

function makeWriter(locale: Locale, messages: Record<string, string>): Translate {
  const formats = new Map<string, IntlMessageFormat>()
  return (key, values) => {
    const message = messages[key]
    if (message === undefined) throw new Error(`No text ${key} in ${locale}`)
    if (values === undefined && !message.includes('{') && !message.includes("'")) return message
    const format = formats.get(key) ?? new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })
    formats.set(key, format)
    return String(format.format(values))
  }
}

/** The keys of texts; of a union of them, those of each. */
type KeysOf<A extends Texts> = A extends Texts<infer K> ? K : never

/** Joins the texts of several slices, for a page that says words of each, and for whoever gets a key without knowing whose it is. */
export function joinTexts<A extends Texts>(all: A[]): Texts<KeysOf<A>> {
  const join = (locale: Locale): Record<string, string> => Object.assign({}, ...all.map(({ bundles }) => bundles[locale]))
  return defineTexts({ fr: join('fr'), en: join('en'), es: join('es') })
}
