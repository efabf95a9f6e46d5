import { expect, test } from 'vitest'
import { digitsTyped, LETTER_TIME, MAIL_WINDOW, spaced } from './rules.ts'

test('mails with a code are counted over an hour; the letter to a mailbox that was left is tried for three days', () => {
  expect([MAIL_WINDOW, LETTER_TIME]).toEqual([3_600_000, 3 * 86_400_000])
})

test('digits are said four by four, and read however they were typed', () => {
  expect(spaced('12345678')).toBe('1234 5678')
  expect(['12345678', '1234 5678', ' 12-34.56 78 ', 'code: 12345678'].map(digitsTyped)).toEqual(Array(4).fill('12345678'))
})
