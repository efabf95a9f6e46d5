import { dateHeader, linksHeader, mailboxHeader, textHeader } from './headers.ts'
import { branchFor, fill, type Filling, type Part, type Program, type Slot, valueFor } from './program.ts'
import { quoted } from './quoted.ts'
import { liquidOf } from './saying.ts'
import type { Values } from './variables.ts'

/** One letter's reader, and what makes it this letter and no other: the same each time that it is sent again. */
export type Reader = {
  to: { name?: string | null; address: string }
  values: Values
  /** Without angle brackets: `…@domain` (RFC 5322 §3.6.4). */
  messageId: string
  date: Date
  /** Where one POST ends these letters (RFC 8058), and where a mail does. */
  leave: { post: string; mailto?: string | undefined }
}

/** A letter as it is sent, CRLF at each line's end: headers, then text and HTML (RFC 2046 §5.1.4). */
export function render(program: Program, reader: Reader): Buffer {
  const { head, boundary, subject, locale } = program
  const { html, text } = printed(program)
  const { to, values, messageId, date, leave } = reader
  if (!/^[!-;=?A-~]+@[!-;=?A-~]+$/.test(messageId)) throw new Error('No Message-ID')
  const letter =
    mailboxHeader('To', to) +
    textHeader('Subject', fill(subject, values, { encoding: 'text', locale })) +
    dateHeader(date) +
    `Message-ID: <${messageId}>\r\n` +
    linksHeader('List-Unsubscribe', leave.mailto === undefined ? [leave.post] : [leave.post, leave.mailto]) +
    head +
    `\r\n--${boundary}\r\n${PLAIN}` +
    print(text, values, { encoding: 'text', locale }) +
    `--${boundary}\r\n${HTML}` +
    print(html, values, { encoding: 'html', locale }) +
    `--${boundary}--\r\n`
  // All ASCII but for an address whose local part is not (RFC 6532): then the server must know SMTPUTF8.
  return Buffer.from(letter)
}

const partHead = (type: string) => `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`
const PLAIN = partHead('text/plain')
const HTML = partHead('text/html')

/** A part whose literals are in quoted-printable already; each ends where a line may begin, and so does each slot. */
type PrintedSlot = { slot: Slot; branches: Map<Part, Printed> }
type Printed = { literals: string[]; slots: PrintedSlot[] }

const printings = new WeakMap<Program, { html: Printed; text: Printed }>()

function printed(program: Program): { html: Printed; text: Printed } {
  const known = printings.get(program)
  if (known) return known
  const made = { html: printedPart(program.html), text: printedPart(program.text) }
  printings.set(program, made)
  return made
}

function printedPart({ literals, slots }: Part): Printed {
  return {
    literals: literals.map(quoted),
    slots: slots.map((slot) => ({ slot, branches: new Map(partsIn(slot).map((part) => [part, printedPart(part)])) })),
  }
}

const partsIn = (slot: Slot): Part[] => (slot.is === 'if' ? [...slot.branches.map(({ says }) => says), slot.otherwise] : [])

function print({ literals, slots }: Printed, values: Values, filling: Filling): string {
  let letter = literals[0]!
  for (let at = 0; at < slots.length; at++) letter += printSlot(slots[at]!, values, filling) + literals[at + 1]!
  return letter
}

function printSlot({ slot, branches }: PrintedSlot, values: Values, filling: Filling): string {
  if (slot.is === 'if') return print(branches.get(branchFor(slot, values))!, values, filling)
  return quoted(slot.is === 'value' ? valueFor(slot, values, filling) : liquidOf(slot.source, values, filling))
}
