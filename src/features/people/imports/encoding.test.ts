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

/** Words of lists and of notes, within which, at whose beginning or in all of which there are such letters. */
const NOTED =
  `à é ô À É Hélène Évry François Émile Élise ÉLUARD BÉZIERS FRANÇOISE époux élue étudiante état école âgée être ça île œuvre
  à Lyon Zoé Noël Œuilly ñandú Ávila Ibáñez Müller öffentlich für Köln Århus Øre naïve rue de l’Église né août garçon`.split(
    /\s+/,
  )

test('of whatever words, many or few, nothing wrong is sure', () => {
  const written = fc.oneof(
    fc.array(fc.constantFrom(...NOTED), { minLength: 1, maxLength: 30 }),
    // One that comes again and again says no more than once.
    fc.tuple(fc.constantFrom(...NOTED), fc.integer({ min: 1, max: 30 })).map(([word, times]) => Array<string>(times).fill(word)),
  )
  fc.assert(
    fc.property(written, fc.constantFrom(...WESTERN), (words, name) => {
      const bytes = iconv.encode(words.join(';'), name)
      const found = guess(bytes)
      // Two bytes may happen to be a letter of UTF-8: «’É» of a Macintosh is an Armenian one.
      if (found.sure && found.name !== 'utf-8') expect(iconv.decode(bytes, found.name)).toBe(iconv.decode(bytes, name))
    }),
    { numRuns: 1_000 },
  )
})

test.each(['à Lyon', 'à rappeler', 'époux;épouse', 'élue;ancien élu;étudiante', 'Évry'])(
  'letters at the beginning of words alone, as in «%s», are asked for',
  (text) => {
    const sure = WESTERN.filter((name) => guess(iconv.encode(text, name)).sure)
    for (const name of sure) expect(guess(iconv.encode(text, name)).name).toBe(name)
    expect(sure.length).toBeLessThan(WESTERN.length)
  },
)

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
  ['Wałęsa;Łukasz;Wrocław;Poznań;Gdańsk;Brzęczyszczykiewicz', 'windows-1250'],
  ['Dvořák;Černý;Němcová;Čapek;Hašek;Jiří', 'cp852'],
  ['Şahin;Gökçe;İzmir;Ağaoğlu;Işık;Yıldız', 'windows-1254'],
  ['Žemaitė;Ķēniņš;Kęstutis;Šiauliai', 'windows-1257'],
])('%s in %s is not guessed at', (words, name) => expect(guess(iconv.encode(words, name)).sure).toBe(false))

test('a region that stands in each row says no more than once', () => {
  for (const name of WESTERN)
    for (const word of ['Øre', 'à', 'Île'])
      expect(guess(iconv.encode(`${word};`.repeat(1_000), name))).toEqual(guess(iconv.encode(word, name)))
})

test('what is cut at the end of a file is seen', () => {
  for (const name of ['utf-8', 'utf-16le']) {
    const { decode, end } = decoderOf(name)
    expect(decode(Buffer.from('Zoé', name === 'utf-8' ? 'utf8' : 'utf16le').subarray(0, -1)) + end()).toBe('Zo\uFFFD')
  }
})

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
