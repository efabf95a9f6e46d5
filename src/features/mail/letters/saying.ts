import type { App } from '#platform/app'
import type { Link } from '#platform/http/locale'
import { dateFormat, formatNumber, type Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import type { Fault } from '../writing/index.ts'
import type { mailingsOf } from './queries/editions.ts'
import { type PageT, pageTexts } from './texts.ts'

/** A fault in words, where it stands. `at`: its block, counted from 0. */
export type Said = { at: number | undefined; field: string; text: string; stops: boolean; locale: Locale }

/** The faults of one language, with those of languages that are missing. */
export function faultsHere(t: PageT, faults: Fault[], locale: Locale): Said[] {
  return faults
    .filter((one) => one.locale === locale || one.key === 'language')
    .map(({ place, key, values, level, locale: of }) => ({
      at: place.block,
      field: place.field,
      text: `${key === 'language' ? `${t(`mailings.language-${of}`)} – ` : ''}${ofAnyKey(t)(`writing.fault.${key}`, values)}`,
      stops: level === 'stop',
      locale: of,
    }))
}

type Listed = { mailings: Awaited<ReturnType<typeof mailingsOf>>; locale: Locale; link: Link }

/** Mailings as a list shows them. */
export function mailingLines(app: App, { mailings, locale, link }: Listed) {
  const t = pageTexts.in(locale)
  const day = dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: app.movement.current.timeZone })
  return mailings.map(({ id, title, state, meant, begun_at, made_at }) => ({
    id,
    title,
    href: link(`/staff/mailings/${id}`),
    state: t(`mailings.state-${state}`),
    meant: formatNumber(locale, meant),
    at: day.format(begun_at ?? made_at),
  }))
}

/** Numbers by reason in words, the largest first. */
export function reasonsSaid(t: PageT, locale: Locale, left: Record<string, number>): { label: string; value: string }[] {
  return Object.entries(left)
    .filter(([, n]) => n > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, n]) => ({ label: reasonSaid(t, reason), value: formatNumber(locale, n) }))
}

/** Why somebody gets no letter, in words. */
export const reasonSaid = (t: PageT, reason: string): string => ofAnyKey(t)(`mailings.reason-${reason}`)

/** Faults by the names of their fields, for the form; each is in words already. */
export const errorsOf = (faults: Said[]): Record<string, string> =>
  Object.fromEntries(faults.map(({ at, field, text }) => [at === undefined ? field : `blocks.${at}.${field}`, text]))
