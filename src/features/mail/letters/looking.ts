import type { App } from '#platform/app'
import { type Locale, LOCALES } from '#platform/i18n/locales'
import { type Fault, lint, type Setting } from '../writing/index.ts'
import { type Addressed, reckoned } from './addressing.ts'
import type { LetterRecord } from './queries/letters.ts'
import { settingOf } from './setting.ts'

/** Whom a letter would reach now, by the language in which they read, and whom not, by why. */
export type Counted = { reach: number } & Awaited<ReturnType<typeof reckoned>>

/** A letter as it stands, and what is wrong with it in the languages that were written. Asks nobody of the file. */
export async function lookAt(app: App, letter: LetterRecord): Promise<{ faults: Fault[] }> {
  return {
    faults: await faultsOf(
      app,
      letter,
      LOCALES.filter((locale) => letter.sources[locale]),
    ),
  }
}

/** The same with everybody of the file asked: seconds for a million. What is missing of a language that somebody reads is a fault too. */
export async function countFor(app: App, letter: LetterRecord, to: Addressed): Promise<{ counted: Counted; faults: Fault[] }> {
  const { readers, left } = await reckoned(app, to, letter.kind)
  const reach = LOCALES.reduce((sum, locale) => sum + (readers[locale] ?? 0), 0)
  return {
    counted: { reach, readers, left },
    faults: await faultsOf(
      app,
      letter,
      LOCALES.filter((locale) => readers[locale]),
    ),
  }
}

async function faultsOf(app: App, { sources }: LetterRecord, wanted: Locale[]): Promise<Fault[]> {
  const settings = new Map<Locale, Setting>()
  for (const locale of LOCALES) {
    const source = sources[locale]
    if (source) settings.set(locale, await settingOf(app, { locale, source, boundary: 'look' }))
  }
  return lint({ sources, wanted, settingIn: (locale) => settings.get(locale)!, asked: [] })
}

/** Whether nothing stands that stops it. */
export const isSound = (faults: Fault[]): boolean => faults.every(({ level }) => level !== 'stop')
