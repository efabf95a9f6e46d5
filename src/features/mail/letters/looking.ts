import type { App } from '#platform/app'
import { type Locale, LOCALES } from '#platform/i18n/locales'
import { type Fault, lint, type Setting } from '../writing/index.ts'
import { addressed, reckoned } from './addressing.ts'
import type { LetterRecord } from './queries/letters.ts'
import { settingOf } from './setting.ts'

/** A letter as it stands: whom it would reach now, and what is wrong with it. */
export type Looked = Awaited<ReturnType<typeof lookAt>>

export async function lookAt(app: App, letter: LetterRecord) {
  const to = await addressed(app.database.read, letter)
  const { readers, left } = await reckoned(app, to, letter.kind)
  const wanted = LOCALES.filter((locale) => readers[locale])
  const reach = LOCALES.reduce((sum, locale) => sum + (readers[locale] ?? 0), 0)
  return { to, readers, left, reach, faults: await faultsOf(app, letter, wanted) }
}

async function faultsOf(app: App, { sources }: LetterRecord, wanted: Locale[]): Promise<Fault[]> {
  const settings = new Map<Locale, Setting>()
  for (const locale of LOCALES) {
    const source = sources[locale]
    if (source) settings.set(locale, await settingOf(app, { locale, source, boundary: 'look' }))
  }
  return lint({ sources, wanted, settingIn: (locale) => settings.get(locale)!, asked: [] })
}

/** Whether it may be frozen: somebody is reached, and nothing stands that stops it. */
export const mayLeave = ({ reach, faults }: Looked): boolean => reach > 0 && faults.every(({ level }) => level !== 'stop')
