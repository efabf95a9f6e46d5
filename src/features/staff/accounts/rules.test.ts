import { expect, test } from 'vitest'
import { digitsTyped, LETTER_TIME, MAIL_WINDOW, type Sent, SHARES, spaced, verdictOn } from './rules.ts'

test('mails with a code are counted over an hour; the letter to a mailbox that was left is tried for three days', () => {
  expect([MAIL_WINDOW, LETTER_TIME]).toEqual([3_600_000, 3 * 86_400_000])
})

test('digits are said four by four, and read however they were typed', () => {
  expect(spaced('12345678')).toBe('1234 5678')
  expect(['12345678', '1234 5678', ' 12-34.56 78 ', 'code: 12345678'].map(digitsTyped)).toEqual(Array(4).fill('12345678'))
})

test('a mailbox’s mails are shared out: by network, by all that do not know it, and by browsers that do', () => {
  const mails = (n: number, one: Partial<Sent>) =>
    Array.from({ length: n }, (): Sent => ({ known: false, here: false, warned: false, ...one }))
  const { network, elsewhere, known } = SHARES
  expect([verdictOn(false, mails(network - 1, { here: true })), verdictOn(false, mails(network, { here: true }))]).toEqual([
    'code',
    'warning',
  ])
  expect([verdictOn(false, mails(elsewhere - 1, {})), verdictOn(false, mails(elsewhere, {}))]).toEqual(['code', 'warning'])
  expect(verdictOn(false, [...mails(elsewhere, {}), ...mails(1, { warned: true })])).toBe('nothing')
  expect(verdictOn(false, mails(known, { known: true, here: true }))).toBe('code')
  expect([verdictOn(true, mails(known - 1, { known: true })), verdictOn(true, mails(known, { known: true }))]).toEqual([
    'code',
    'nothing',
  ])
  expect(verdictOn(true, [...mails(100, {}), ...mails(1, { warned: true })])).toBe('code')
})
