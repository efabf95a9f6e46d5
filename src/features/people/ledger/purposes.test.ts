import { expect, test } from 'vitest'
import { fill, fillingsOf, type Filling } from '#platform/slots'
import {
  agreedNames,
  askedIn,
  channelOf,
  contactsOf,
  pointKindOf,
  pointKindsOf,
  type Purpose,
  purposeNamed,
  purposes,
  purposesOf,
} from './purposes.ts'
import { currentVersion, withdrawalWording, wording, wordsOf } from './wordings.ts'

const LETTERS: Purpose = {
  key: 'letters',
  channels: ['email', 'sms', 'voice'],
  basis: 'explicit-consent',
  name: { fr: 'Lettres', en: 'Letters', es: 'Cartas' },
  wordings: [
    { fr: 'Une lettre de {movement}', en: 'A letter of {movement}', es: 'Una carta de {movement}' },
    {
      fr: '{movement} m’écrit, {movement} m’appelle',
      en: '{movement} writes, {movement} calls',
      es: '{movement} escribe, {movement} llama',
    },
  ],
  asked: ['signing', 'paper'],
  leavesAlone: true,
  renewed: null,
  selects: false,
}
const SHOWN: Purpose = { ...LETTERS, key: 'shown', channels: ['file', 'shown'], asked: ['account'], each: true }

const filled: Filling[] = [fill(purposes, LETTERS), { slot: 'of another', gives: SHOWN }, fill(purposes, SHOWN)]
const app = { filled: <T>(slot: { name: string; takes?: T }) => fillingsOf(slot, filled) }
const movement = { current: { name: 'La Belle Saison' } } as Parameters<typeof wording>[0]['movement']

test('purposes are those that rooms put into the slot, in their order, and each is asked only where it says', () => {
  expect(purposesOf(app)).toEqual([LETTERS, SHOWN])
  expect(askedIn(app, 'signing')).toEqual([LETTERS])
  expect(askedIn(app, 'account')).toEqual([SHOWN])
  expect(askedIn(app, 'import')).toEqual([])
  expect(purposeNamed(app, 'shown')).toBe(SHOWN)
  expect(purposeNamed(app, 'letter')).toBe(undefined)
})

test('mail needs an address, texts and calls a number; what is kept or shown needs neither', () => {
  expect((['email', 'sms', 'voice', 'file', 'shown'] as const).map(pointKindOf)).toEqual(['email', 'phone', 'phone', null, null])
  expect(pointKindsOf(LETTERS)).toEqual(['email', 'phone'])
  expect(pointKindsOf({ channels: ['sms', 'voice'] })).toEqual(['phone'])
  expect(pointKindsOf(SHOWN)).toEqual([])
})

test('she could be reached by the channels of contact, and by nothing that is of each thing', () => {
  expect(
    contactsOf([LETTERS, SHOWN, { ...SHOWN, channels: ['sms'] }, { ...LETTERS, channels: ['file'] }]).map(
      ({ channel }) => channel,
    ),
  ).toEqual(['email', 'sms', 'voice'])
})

test('a record has a name for each channel, and none of what is of each thing', () => {
  expect(agreedNames(LETTERS)).toEqual(['letters:email', 'letters:sms', 'letters:voice'])
  expect(agreedNames(SHOWN)).toEqual([])
  expect(agreedNames(LETTERS).map(channelOf)).toEqual(['email', 'sms', 'voice'])
})

test('the words are those of the language and version, and the newest unless told', () => {
  expect(currentVersion(LETTERS)).toBe(2)
  expect(wordsOf(LETTERS, { locale: 'en' })).toEqual({
    id: 'people.consent.letters.v2',
    text: '{movement} writes, {movement} calls',
  })
  expect(wordsOf(LETTERS, { locale: 'es', version: 1 })).toEqual({
    id: 'people.consent.letters.v1',
    text: 'Una carta de {movement}',
  })
  expect(wording({ movement }, LETTERS, { locale: 'en' }).text).toBe('La Belle Saison writes, La Belle Saison calls')
  expect(wording({ movement }, LETTERS, { locale: 'fr', version: 1 })).toEqual({
    id: 'people.consent.letters.v1',
    text: 'Une lettre de La Belle Saison',
  })
  for (const version of [0, 3])
    expect(() => wordsOf(LETTERS, { locale: 'fr', version })).toThrow(`No version ${version} of the words of letters`)
  expect(withdrawalWording('en')).toEqual({
    id: 'people.consent.withdrawal.v1',
    text: 'I no longer want to be contacted in this way.',
  })
})
