import { Liquid } from 'liquidjs'
import { dateFormat, formatDay, type Locale } from '#platform/i18n/locales'
import { isDay } from '#platform/text/day'
import { cleaned, type Values, VARIABLE_NAMES } from './variables.ts'

/** As what a value is written: into HTML, or into text. */
export type Encoding = 'html' | 'text'

/** Ways to say a day: « 31 mars 2016 », « jeudi 31 mars », « 31/03/2016 ». */
export const DAYS = ['long', 'weekday', 'short'] as const

/** A day in words; what is no day stays as it is. */
export function sayDay<T>(locale: Locale, value: T, as: unknown): T | string {
  if (typeof value !== 'string' || !isDay(value)) return value
  if (as === 'short')
    return dateFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(new Date(value))
  if (as === 'weekday')
    return dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(value))
  return formatDay(locale, value)
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }
const escaped = (text: string): string => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (one) => ESCAPES[one]!) : text)

export function written(value: unknown, encoding: Encoding): string {
  // `nil` that came through a filter is an object of liquidjs, whose value is null.
  const bare: unknown = value === null || value === undefined ? null : value.valueOf()
  const text = bare === null || bare === undefined ? '' : String(bare)
  return encoding === 'html' ? escaped(text) : text
}

/** What a template may cost: characters read; milliseconds; memory. A letter to a million is no place for programs. */
const LIMITS = { parseLimit: 200_000, renderLimit: 1_000, memoryLimit: 200_000 }

const engines = new Map<string, Liquid>()

/** Liquid as letters know it: no files, values written safely by default, days in the letter's language. */
export function engineFor({ encoding, locale }: { encoding: Encoding; locale: Locale }): Liquid {
  const key = `${encoding} ${locale}`
  const made = engines.get(key) ?? makeEngine(encoding, locale)
  engines.set(key, made)
  return made
}

function makeEngine(encoding: Encoding, locale: Locale): Liquid {
  const engine = new Liquid({
    ...LIMITS,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    outputEscape: (value: unknown) => written(value, encoding),
  })
  // What is escaped already is not escaped again: a filter that gives what may be written as it is.
  engine.registerFilter('escape', { raw: true, handler: (value: unknown) => written(value, encoding) })
  engine.registerFilter('date', (value: unknown, as?: unknown) => sayDay(locale, value, as))
  for (const unsafe of UNSAFE) delete engine.filters[unsafe]
  for (const tag of Object.keys(engine.tags)) if (!TAGS.has(tag)) delete engine.tags[tag]
  return engine
}

/** Filters that would write what a reader typed as HTML. */
const UNSAFE = ['raw', 'escape_once', 'newline_to_br', 'strip_html', 'json', 'jsonify', 'inspect']
/** No loop, nothing from elsewhere, no memory of its own. */
const TAGS = new Set(['if', 'unless', 'comment'])

/** What the whole of Liquid makes of a template for one reader. */
export function liquidOf(source: string, values: Values, filling: { encoding: Encoding; locale: Locale }): string {
  const engine = engineFor(filling)
  return engine.renderSync(engine.parse(source), scopeOf(values))
}

/** Values as Liquid finds them: `links.browser` is in `links`. What is not known is `nil`: to liquidjs, undefined and null are not equal. */
function scopeOf(values: Values): Record<string, unknown> {
  const scope: Record<string, unknown> = {}
  for (const name of VARIABLE_NAMES) {
    const [first, second] = name.split('.') as [string, string?]
    const inner = second === undefined ? scope : ((scope[first] ??= {}) as Record<string, unknown>)
    inner[second ?? first] = cleaned(values[name])
  }
  return scope
}
