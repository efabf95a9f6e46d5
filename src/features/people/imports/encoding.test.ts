import iconv from 'iconv-lite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decoderOf, EncodingGuess, ENCODINGS, type Found, isLegacy, readings } from './encoding.ts'

function guess(bytes: Uint8Array): Found {
  const found = new EncodingGuess()
  found.see(bytes)
  return found.found()
}

/** What lists of members hold. */
const WORDS = [
  'Hélène;Évry;Prénom',
  'PRÉNOM;TÉLÉPHONE;DÉPARTEMENT',
  'François;Besançon',
  'Noël;Saint-Étienne;Évreux',
  'Señor Ibáñez;Ávila;Córdoba',
  'Müller;Köln;Straße',
  'Æsa;Ørsted;Århus',
  'Maëlle;Nîmes;Forêt;Château',
  'Benoît;Béziers;Genève;Liège',
  'Zoé',
]
const WESTERN = ['windows-1252', 'cp850', 'macintosh']

test.each(WESTERN)('a list in %s is told apart', (name) => {
  expect(guess(iconv.encode(WORDS.join('\r\n'), name))).toEqual({ name, sure: true })
})

test.each(WORDS.flatMap((words) => WESTERN.map((name) => [words, name] as const)))(
  'of %s in %s nothing wrong is sure',
  (words, name) => {
    const found = guess(iconv.encode(words, name))
    expect(found.sure ? found.name : name).toBe(name)
  },
)

test.each([
  ['Hélène;Évry;Prénom', ['windows-1252', 'cp850', 'macintosh']],
  ['Müller;Köln;Straße', ['windows-1252', 'macintosh']],
  ['Maëlle;Nîmes;Forêt;Château', ['windows-1252', 'cp850', 'macintosh']],
])('%s is enough to tell %s', (words, names) => {
  expect(WESTERN.filter((name) => guess(iconv.encode(words, name)).sure)).toEqual(names)
})

test.each([
  ['utf-8', Buffer.from('Hélène')],
  ['utf-8', Buffer.from('Zoe')],
  ['utf-16le', Buffer.from('\uFEFFHélène', 'utf16le')],
  ['utf-16be', Buffer.from('\uFEFFHélène', 'utf16le').swap16()],
])('%s says it itself', (name, bytes) => expect(guess(bytes)).toEqual({ name, sure: true }))

test.each([
  // Read otherwise these are words of the west as well, or none: nobody can tell, so somebody is asked.
  ['Łódź;Dąbrowska', 'windows-1250'],
  ['Дмитрий;Москва', 'windows-1251'],
  ['Дмитрий;Москва', 'cp866'],
  ['Αθήνα;Γιώργος', 'windows-1253'],
])('%s in %s is not guessed at', (words, name) => expect(guess(iconv.encode(words, name)).sure).toBe(false))

test('a letter cut at the end of what was seen is no UTF-8', () => {
  expect(guess(Buffer.from('Zoé').subarray(0, 3)).name).not.toBe('utf-8')
})

test('what is told is told by all pieces, wherever they are cut', () => {
  fc.assert(
    fc.property(fc.constantFrom(...WORDS), fc.constantFrom(...WESTERN), fc.nat(20), (words, name, at) => {
      const bytes = iconv.encode(`nom;ville\r\n${words}\r\n`.repeat(3), name)
      const found = new EncodingGuess()
      found.see(bytes.subarray(0, 15 + at))
      found.see(bytes.subarray(15 + at))
      const { decode, end } = decoderOf(found.found().name)
      const text = decode(bytes.subarray(0, at)) + decode(bytes.subarray(at)) + end()
      // A word that was cut may leave a doubt; what is sure is right.
      return !found.found().sure || text === `nom;ville\r\n${words}\r\n`.repeat(3)
    }),
  )
})

test('each way of reading shows words of the file, and only what can be chosen is shown', () => {
  const shown = readings(iconv.encode('Hélène;Évry;Lyon', 'cp850'))
  expect(shown.map(({ name }) => name)).toEqual([...ENCODINGS])
  expect(shown.find(({ name }) => name === 'cp850')!.words).toEqual(['Hélène', 'Évry'])
  expect(shown.find(({ name }) => name === 'windows-1252')!.words).not.toContain('Hélène')
  expect(ENCODINGS.every(isLegacy)).toBe(true)
  expect(isLegacy('utf-8')).toBe(false)
})
