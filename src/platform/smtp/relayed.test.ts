import { expect, test } from 'vitest'
import { fragileOf } from './relayed.ts'

const head = ['From: a@example.org', 'Date: Mon, 30 Nov 2026 09:00:00 +0000', 'Message-ID: <a@x>']
const letter = (lines: string[], body: string) => fragileOf(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}\r\n`))

/** Each as it was relayed to a server without 8BITMIME by Postfix 3.7.11, Exim 4.96 and OpenSMTPD 6.8.0p2: the README has which of them does what. */
test.each([
  ['quoted-printable', head, 'Bonjour =C3=A9t=C3=A9=\r\n', []],
  ['base64', head, 'w6l0w6k=', []],
  ['a line of 998', head, 'x'.repeat(998), []],
  ['folded headers', [...head, 'Subject: a\r\n b\r\n\tc'], 'a', []],
  ['blanks, tabs, dots, empty lines at the end', head, '.\r\na  \t\r\n\tb\r\n..\r\n\r\n', []],
  ['octets above 127', head, 'été', ['eight-bit']],
  ['octets above 127 in a header', [...head, 'Subject: été'], 'a', ['eight-bit']],
  ['a line of 999', head, 'x'.repeat(999), ['long-line']],
  ['a header of 999', [...head, `List-Unsubscribe: <${'x'.repeat(979)}>`], 'a', ['long-line']],
  ['no Date, which relays add', [head[0]!, head[2]!], 'Date: a', ['no-date']],
  ['no Message-ID, which relays add', head.slice(0, 2), 'a', ['no-message-id']],
])('a letter with %s: %o', (...[, lines, body, found]) => {
  expect(letter(lines, body)).toEqual(found)
})
