import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { features } from '../src/features.ts'
import { LOCALES } from '../src/platform/i18n/locales.ts'

const all = (what: 'acts' | 'kinds') =>
  features.flatMap(({ name, texts, journal }) => (journal?.[what] ?? []).map((one) => ({ name, texts, one })))

/** What the code writes into the journal: each object that names an act and a thing, read from the sources. */
const written = readdirSync('src/features', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
  .flatMap((file) => {
    const text = readFileSync(`src/features/${file}`, 'utf8')
    return [...text.matchAll(/\{[^{}]*\baction: ([^{}]*?), object: ([^,{}]*(?:\$\{[^}]*\}[^,{}]*)?)[,}\s]/g)].map(
      ([, act, kind]) => ({ file, act: act!, kind: kind! }),
    )
  })
const words = (text: string) => [...text.matchAll(/'([a-z][a-z.-]*)'/g)].map(([, word]) => word!)

test('what is written into the journal is found in the sources', () => {
  expect(written.length).toBeGreaterThan(60)
})

test('every act and kind of thing that a room writes is declared by one, once', () => {
  const [acts, kinds] = [all('acts').map(({ one }) => one), all('kinds').map(({ one }) => one)]
  expect(acts.toSorted()).toEqual([...new Set(acts)].toSorted())
  expect(kinds.toSorted()).toEqual([...new Set(kinds)].toSorted())
  const unsaid = written.flatMap(({ file, act, kind }) => [
    ...words(act)
      .filter((word) => !acts.includes(word))
      .map((word) => `${file} writes the act ${word}`),
    ...words(kind)
      .filter((word) => !kinds.includes(word))
      .map((word) => `${file} writes the kind ${word}`),
  ])
  expect(unsaid).toEqual([])
})

test('each of them has its words in every language', () => {
  const silent = (['act', 'kind'] as const).flatMap((what) =>
    all(`${what}s`).flatMap(({ name, texts, one }) =>
      LOCALES.filter((locale) => !(texts.bundles[locale] as Record<string, string>)[`${name}.${what}.${one}`]).map(
        (locale) => `${name}.${what}.${one} in ${locale}`,
      ),
    ),
  )
  expect(silent).toEqual([])
})
