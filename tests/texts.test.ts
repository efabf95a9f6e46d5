import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { features } from '../src/features.ts'
import { httpTexts } from '../src/platform/http/texts.ts'
import { LOCALES } from '../src/platform/i18n/locales.ts'
import { uiTexts } from '../src/ui/texts.ts'

const all = [httpTexts, uiTexts, ...features.map(({ texts }) => texts)]
const keys = all.flatMap((texts) => Object.keys(texts.bundles.fr).map((key) => ({ texts, key })))

test.each(all.map((texts) => ({ first: Object.keys(texts.bundles.fr)[0], texts })))(
  'all languages have the keys of $first…',
  ({ texts }) => {
    for (const locale of LOCALES) expect(Object.keys(texts.bundles[locale])).toEqual(Object.keys(texts.bundles.fr))
  },
)

test('all languages have the same placeholders in each text', () => {
  for (const { texts, key } of keys) {
    for (const locale of LOCALES)
      expect(placeholders(texts.bundles[locale][key]!), `${key} in ${locale}`).toEqual(placeholders(texts.bundles.fr[key]!))
  }
})

test('no key stands in two slices', () => {
  const names = keys.map(({ key }) => key)
  expect(new Set(names).size).toBe(names.length)
})

test('French has its typography: no straight apostrophe, a narrow or plain no-break space before : ; ! ?', () => {
  for (const { texts, key } of keys) {
    const text = texts.bundles.fr[key]!
    expect(text, key).not.toMatch(/\p{L}'\p{L}/u)
    expect(text, key).not.toMatch(/ [;!?»]| :(?!\/\/)|« /)
  }
})

test('errors do not shout', () => {
  for (const { texts, key } of keys)
    if (/^(error|form)\./.test(key)) for (const locale of LOCALES) expect(texts.bundles[locale][key]).not.toMatch(/!/)
})

test('the wordings that people agreed to are never edited: a change is a new version', () => {
  const wordings = keys.filter(({ key }) => key.startsWith('people.consent.'))
  expect(
    wordings.map(({ texts, key }) => ({
      key,
      ...Object.fromEntries(LOCALES.map((locale) => [locale, texts.bundles[locale][key]])),
    })),
  ).toMatchSnapshot()
})

function placeholders(message: string): string[] {
  const names = new Set<string>()
  const visit = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type !== TYPE.literal && element.type !== TYPE.pound && 'value' in element) names.add(element.value as string)
      if ('options' in element) for (const option of Object.values(element.options)) visit(option.value)
    }
  }
  visit(parse(message, { ignoreTag: true }))
  return [...names].toSorted()
}
