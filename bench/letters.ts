/** Letters of 12 kB for a million people: what does not change is split from what does, once, as the room that writes letters does it. */
import { createHmac } from 'node:crypto'
import type { Header } from '../src/platform/dkim/signer.ts'

/** Places where a letter differs, of which each person's token stands in many. */
const LINKS = 24
const BYTES = 12_000
const LINE = 'Une ligne comme une lettre en a, de soixante-dix signes environ, ici.=\r\n'

type Piece = string | 'name' | 'token'
const BOUNDARY = 'b0f3c1-letter'

function pieces(): { slot: boolean; text: string }[] {
  const between = Math.floor((BYTES - 1_200) / LINKS / LINE.length)
  const part = (type: string) =>
    `--${BOUNDARY}\r\nContent-Type: text/${type}; charset=3Dutf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`
  const all: Piece[] = [part('plain'), 'Bonjour ', 'name', ',\r\n\r\n']
  for (let n = 0; n < LINKS; n++) {
    if (n === LINKS / 3) all.push(`\r\n${part('html')}<p>Bonjour `, 'name', '</p>\r\n')
    all.push(LINE.repeat(between), 'https://example.org/l/', 'token', '\r\n')
  }
  all.push(`--${BOUNDARY}--\r\n`)
  return all.map((piece) => ({ slot: piece === 'name' || piece === 'token', text: piece }))
}

const PIECES = pieces()

/** One person's letter: its headers, and its body. */
export function letterOf(n: number, at: Date): { to: string; headers: Header[]; body: Buffer } {
  const token = createHmac('sha256', 'bench').update(String(n)).digest('base64url')
  const to = `person.${n}@d${n % 40}.example`
  let body = ''
  for (const { slot, text } of PIECES) body += slot ? (text === 'name' ? `Zo=C3=A9 ${n}` : token) : text
  return {
    to,
    headers: [
      ['From', 'La Belle Saison <lettre@example.org>'],
      ['To', to],
      ['Subject', '=?utf-8?q?La_lettre_d=27=C3=A9t=C3=A9?='],
      ['Date', at.toUTCString().replace('GMT', '+0000')],
      ['Message-ID', `<${token}@example.org>`],
      ['List-Id', '<lettre.example.org>'],
      ['List-Unsubscribe', `<https://example.org/u/${token}>, <mailto:u@example.org?subject=${token}>`],
      ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
      ['Feedback-ID', 'c1:bulk:movement:appui'],
      ['MIME-Version', '1.0'],
      ['Content-Type', `multipart/alternative; boundary="${BOUNDARY}"`],
    ],
    body: Buffer.from(body, 'latin1'),
  }
}
