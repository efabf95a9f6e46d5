import { expect, test } from 'vitest'
import { readRefusal } from './refusal.ts'

/** As servers write them: Postfix 3.7, Exim 4.96, OpenSMTPD 6.8, and the large hosts. */
test.each([
  ['550 5.1.1 <zoe@example.org>: Recipient address rejected: User unknown in local recipient table', true],
  ['550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 Please try double-checking', true],
  ['550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient zoe@example.org not found by SMTP address lookup', true],
  ['556 5.1.10 Recipient address has null MX', true],
  ['550 5.2.1 The email account that you tried to reach is disabled.', true],
  ['551 5.1.6 User has moved', true],
  ['550 Unrouteable address', true],
  ['550 Invalid recipient: <zoe@example.org>', true],
  ["550 5.1.1 <zoe@example.org> User doesn't exist: zoe@example.org", true],
  ['550 No such user here', true],
  ['550 zoe@example.org: unknown user', true],
  ['550 Requested action not taken: mailbox not found', true],
  ['553 sorry, no mailbox here by that name', true],
  ['550 Unknown recipient', true],
  ['552 5.2.2 The email account that you tried to reach is over quota', false],
  ['552 Mailbox full', false],
  ['550 5.7.1 Service unavailable, client host blocked using a list', false],
  ['550 5.7.26 This mail has been blocked because the sender is unauthenticated', false],
  ['554 5.7.1 <zoe@example.org>: Relay access denied', false],
  ['550 Relay not permitted', false],
  ['550 Unknown user, message blocked as spam', false],
  ['550 5.1.8 <news@example.net>: Sender address rejected: Domain not found', false],
  ['550 5.4.1 Recipient address rejected: Access denied', false],
  ['553 5.6.7 address cannot be sent this way', false],
  ['550 administrative prohibition', false],
  ['554 no', false],
  ['550', false],
])('%s: gone? %s', (answer, isGone) => {
  expect(readRefusal(answer)).toEqual({ isGone, words: answer })
})

test('an answer of several lines is kept as one, and a long one in part', () => {
  expect(readRefusal('550-5.1.1 No\r\n550 5.1.1 such user\r\n').words).toBe('550-5.1.1 No 550 5.1.1 such user')
  expect(readRefusal(`550 5.1.1 ${'x'.repeat(1_000)}`).words).toHaveLength(300)
})
