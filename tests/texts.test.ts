import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { existsSync } from 'node:fs'
import { domains, features } from '../src/features.ts'
import { purposes } from '../src/features/people/ledger/purposes.ts'
import { httpTexts } from '../src/platform/http/texts.ts'
import { LOCALES } from '../src/platform/i18n/locales.ts'
import { fillingsOf } from '../src/platform/slots.ts'
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

const isSetInFrench = (text: string) => !/\p{L}'\p{L}/u.test(text) && !/ [;!?»]| :(?!\/\/)|« /.test(text)

test('French has its typography: no straight apostrophe, a narrow or plain no-break space before : ; ! ?', () => {
  for (const { texts, key } of keys) {
    const text = texts.bundles.fr[key]!
    expect(isSetInFrench(text), key).toBe(true)
  }
})

/** Usted, and its imperatives that are no other form of what is written here. */
const FORMAL =
  /\b(usted(es)?|elija|escriba|pulse|vuelva|indique|añada|abra|confirme|compruebe|revise|imprima|inténtelo|recibe este (mensaje|correo))\b/i

test('Spanish says tú to who reads it', () => {
  for (const { texts, key } of keys) expect(texts.bundles.es[key], key).not.toMatch(FORMAL)
  expect('Elija su municipio').toMatch(FORMAL)
})

test('errors do not shout', () => {
  for (const { texts, key } of keys)
    if (/^(error|form)\./.test(key)) for (const locale of LOCALES) expect(texts.bundles[locale][key]).not.toMatch(/!/)
})

/** What each room asks people to agree to. */
const asked = domains.flatMap(({ name, rooms }) =>
  Object.entries(rooms).map(([room, { fills = [] }]) => ({
    folder: `src/features/${name}/${room}`,
    declared: fillingsOf(purposes, fills),
  })),
)

test('the words that people agreed to are never edited: a change is a new version', async () => {
  for (const { folder, declared } of asked) {
    const lines = declared.flatMap(({ key, wordings }) =>
      wordings.flatMap((words, n) => LOCALES.map((locale) => `${key} ${n + 1} ${locale} ${words[locale]}`)),
    )
    if (lines.length > 0) await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../${folder}/wordings.txt`)
    else expect(existsSync(`${folder}/wordings.txt`), folder).toBe(false)
  }
})

test('what people are asked has words in all languages, and names nothing but the movement', () => {
  const declared = asked.flatMap((room) => room.declared)
  const named = declared.map(({ key }) => key)
  expect(new Set(named).size, 'two purposes of one key').toBe(named.length)
  for (const { key, name, wordings, end } of declared)
    for (const words of [name, ...wordings, ...(end ? [end] : [])])
      for (const locale of LOCALES) {
        expect(words[locale], `${key} in ${locale}`).toMatch(/\p{L}{3}/u)
        expect(words[locale].match(/\{\w+\}/g) ?? [], key).toEqual(words.fr.match(/\{movement\}/g) ?? [])
      }
  for (const { key, wordings } of declared) for (const { fr } of wordings) expect(isSetInFrench(fr), key).toBe(true)
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
