import fc from 'fast-check'
import { expect, test } from 'vitest'
import { directionOf, openFaces, runsOf, settable, widthOf } from './faces.ts'
import { fit } from './fitting.ts'

const faces = await openFaces()
const shown = (line: string) =>
  runsOf(faces, line, { weight: 'regular', base: directionOf(faces, line) }).map(({ face, text }) => `${face}:${text}`)

test.each<[line: string, runs: string[]]>([
  ['Croix-Rousse', ['0:Croix-Rousse']],
  ['un\u00A0an', ['0:un an']],
  // A word is of one typeface.
  ['Máret Ŧuommá', ['0:Máret ', '1:Ŧuommá']],
  ['Groupe محمد علي de Lyon', ['0:Groupe ', '1:محمد علي', '0: de Lyon']],
  // From the right, what is said first stands last; figures still run from the left.
  ['محمد 12 Lyon', ['0:Lyon', '0: ', '0:12', '1:محمد ']],
  ['שרה (לוי)', ['1:שרה )לוי(']],
  ['(محمد)', ['1:)محمد(']],
])('%s is set as %j', (line, runs) => {
  expect(shown(line)).toEqual(runs)
})

test.each([
  ['Z\u030Cofie', 'Žofie'],
  ['a\u200Bb\u00ADc\uFEFF\u202Ed', 'abcd'],
  ['a\tb\r\nc\u0000', 'a b \nc '],
  ['نمی\u200Cخواهم', 'نمی\u200Cخواهم'],
  ['ﷲ ﻻ ﬁ', 'الله لا fi'],
  [`Z${'\u0301'.repeat(40)}`, 'Ź\u0301\u0301\u0301'],
  ['🌻☎\uFE0F ✌🏽', '☎ ✌'],
  ['½ m² ™ №', '½ m² ™ №'],
  ['\uD800', '\uFFFD'],
  ['Lyon\u00ADVaise', 'LyonVaise'],
])('%j can be set as %j', (text, set) => {
  expect(settable(faces, text)).toBe(set)
})

const room = fc.record({
  width: fc.integer({ min: 40, max: 600 }),
  height: fc.integer({ min: 10, max: 200 }),
  sizes: fc.constantFrom([20], [40, 20, 8], [12, 6]),
  weight: fc.constantFrom('regular' as const, 'bold' as const),
  leading: fc.constant(1.2),
})
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('W', 'i', ' ', 'لا', 'Ș', '\u00A0', 'ש'), maxLength: 200 }),
)

test('whatever is set keeps to its room, and loses no letter unless it says so', () => {
  fc.assert(
    fc.property(text, room, (text, room) => {
      const { size, lines, base } = fit(faces, text, room)
      for (const line of lines)
        if (Array.from(new Intl.Segmenter().segment(line)).length > 1)
          expect(widthOf(faces, line, { weight: room.weight, base }) * size).toBeLessThanOrEqual(room.width + 0.01)
      expect(lines.length * size * room.leading).toBeLessThanOrEqual(Math.max(room.height, size * room.leading) + 0.01)
      const letters = (some: string) => some.replace(/\s/g, '')
      const [all, kept] = [letters(settable(faces, text)), letters(lines.join(''))]
      expect(kept === all || (kept.endsWith('…') && all.startsWith(kept.slice(0, -1)))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

const ROOM = { width: 120, sizes: [40, 20, 8], weight: 'regular' as const, leading: 1.22 }
/** How wide words are where letters are one unit high. */
const wide = (words: string) => widthOf(faces, words, { weight: 'regular', base: 'ltr' })

test('words stay whole in smaller letters before they are taken apart in larger ones', () => {
  const width = wide('Wissembourg') * 10
  expect(fit(faces, 'Wissembourg', { ...ROOM, width })).toMatchObject({ size: 8, lines: ['Wissembourg'] })
  const apart = fit(faces, 'Wissembourg', { ...ROOM, width: wide('Wissem') * 8 })
  expect(apart.size).toBe(40)
  expect(apart.lines.join('')).toBe('Wissembourg')
})

test('the space behind a word takes no room where the line ends', () => {
  const width = (wide('Wissembourg') + wide('\u0020') / 2) * 40
  expect(fit(faces, 'Wissembourg Lyon', { ...ROOM, width })).toMatchObject({ size: 40, lines: ['Wissembourg', 'Lyon'] })
})

test('a room that is exactly so many lines high holds them all', () => {
  for (const size of [7, 8, 9.3, 11, 20, 40])
    for (let many = 1; many <= 30; many++) {
      const lines = Array.from({ length: many }, (_, n) => `l${n}`)
      expect(fit(faces, lines.join('\n'), { ...ROOM, sizes: [size], height: many * size * 1.22 }).lines).toEqual(lines)
    }
})

test('no line is empty where a word is too wide for the one it would begin', () => {
  const { lines } = fit(faces, `${'W'.repeat(40)} ${'i'.repeat(90)}`, { ...ROOM, sizes: [20] })
  expect(lines.filter((line) => line === '')).toEqual([])
})

test('what is cut ends in a letter and the sign that it was', () => {
  for (let letters = 4; letters < 20; letters++) {
    const { lines } = fit(faces, 'un deux trois quatre cinq', { ...ROOM, sizes: [20], width: letters * 10, height: 20 })
    expect(lines.at(-1)).toMatch(/\S…$/)
  }
})

test('a space that does not break keeps its words together', () => {
  for (const space of ['\u00A0', '\u202F', '\u2007']) {
    const { lines } = fit(faces, `Le 5${space}mai à Lyon`, { ...ROOM, sizes: [20], width: wide('Le 5 m') * 20 })
    expect(lines.some((line) => line.includes(`5${space}mai`))).toBe(true)
  }
})

test('bold letters are wider, in whatever order they are asked for', () => {
  for (const base of ['ltr', 'rtl'] as const)
    for (const line of ['Croix-Rousse', 'Țepeș', 'שרה']) {
      const width = (weight: 'regular' | 'bold') => widthOf(faces, line, { weight, base })
      const [regular, bold] = [width('regular'), width('bold')]
      expect(bold).toBeGreaterThan(regular)
      expect([width('regular'), width('bold')]).toEqual([regular, bold])
    }
})
