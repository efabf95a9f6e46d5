import { readIban } from './rules/references.ts'
import { isReason } from './returns.ts'
import type { Unkeyed } from './statement.ts'

type Details = Pick<Unkeyed, 'references' | 'text' | 'name' | 'iban' | 'returned'>
/** What field 86 says, by the words of its dialect. */
type Said = { refs: Map<string, string>; text: string; name: string; iban: string; comesBack: boolean }

/** As long as a line of the message (of 65 signs, some banks use 64), or a subfield of a German one, may be: what fills it goes on in the next. */
const FULL_LINE = 64
const FULL_PART = 27

/** What the bank says in field 86 of a movement, in whichever dialect: German subfields, codes between slashes, free text. */
export function detailsOf(lines: readonly string[], movement: Unkeyed): Details {
  const german = /^\d{3}([^\w\s])\d{2}/.exec(lines[0]!.trim())
  const slashed = /^\s*\/[A-Z]{3,4}\//.test(lines[0]!)
  const said = german ? readGerman(lines.join(''), german[1]!) : slashed ? readSlashed(lines) : readFree(lines)
  const code = said.comesBack || movement.kind === 'NRTI' ? /\b([A-Z]{2}\d{2})\b/g : undefined
  const reason = code && [...`${said.refs.get('RTRN') ?? ''} ${said.text}`.matchAll(code)].map(([, one]) => one!).find(isReason)
  const given = {
    endToEnd: said.refs.get('EREF'),
    mandate: said.refs.get('MREF') ?? said.refs.get('MARF'),
    creditor: said.refs.get('STRD'),
  }
  const present = Object.entries(given).filter(([, value]) => value && !/^(NOTPROVIDED|NONREF|NOTAVAILABLE)$/i.test(value))
  const iban = readIban(said.iban)
  return {
    references: { ...movement.references, ...Object.fromEntries(present) },
    text: said.text || movement.text,
    name: said.name || null,
    iban: iban ?? null,
    returned: reason ?? null,
  }
}

const MARKS = 'EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP|RREF'
const MARK = new RegExp(`(?:^|(?<=\\s))(${MARKS})(?:\\+|: )`)
/** Kinds of German movements that come back (Geschäftsvorfallcode). */
const COMES_BACK = /^(108|109|159|196)/

/**
 * `166?00…?20EREF+…?21SVWZ+…?32name`. A mark holds until the next; of references, which are short, only as long as the subfield is full. Lines and
 * subfields are cut anywhere, so they are put together without a space.
 */
function readGerman(raw: string, separator: string): Said {
  const parts = raw
    .split(new RegExp(`[${separator === '^' ? '\\^' : separator.replace(/[\]\\-]/, '\\$&')}](?=[0-6]\\d)`))
    .slice(1)
  const field = (from: number, to: number) =>
    parts.filter((part) => Number(part.slice(0, 2)) >= from && Number(part.slice(0, 2)) <= to)
  const { refs, free } = marked([...field(20, 29), ...field(60, 63)].map((one) => one.slice(2)))
  const name = field(32, 33)
    .map((part) => part.slice(2))
    .join('')
  const text = refs.get('SVWZ') ?? (free === '' ? (parts.find((part) => part.startsWith('00')) ?? '').slice(2) : free)
  const iban = field(31, 31)[0]?.slice(2) ?? refs.get('IBAN') ?? ''
  return { refs, text: text.trim(), name: (name || refs.get('ABWA') || '').trim(), iban, comesBack: COMES_BACK.test(raw) }
}

/** What stands under each mark of the subfields, and what under none. */
function marked(parts: string[]): { refs: Map<string, string>; free: string } {
  const refs = new Map<string, string>()
  let [free, mark, full] = ['', '', false]
  for (const part of parts) {
    if (mark !== 'SVWZ' && !full) mark = ''
    for (const [at, piece] of piecesOf(part).entries()) {
      if (piece.mark !== '') mark = piece.mark
      else if (at > 0) mark = ''
      if (mark === '') free += piece.text
      else refs.set(mark, (refs.get(mark) ?? '') + piece.text)
    }
    full = part.length >= FULL_PART
  }
  for (const [key, value] of refs) refs.set(key, value.trim())
  return { refs, free }
}

function piecesOf(part: string): { mark: string; text: string }[] {
  const [before = '', ...rest] = part.split(MARK)
  const pieces = rest.flatMap((mark, at) => (at % 2 === 0 ? [{ mark, text: rest[at + 1] ?? '' }] : []))
  return before === '' && pieces.length > 0 ? pieces : [{ mark: '', text: before }, ...pieces]
}

/** `/EREF/…/NAME/…/REMI/…`, as banks of France, Belgium and the Netherlands write. */
function readSlashed(lines: readonly string[]): Said {
  const refs = new Map<string, string>()
  const parts = together(lines)
    .trim()
    .split(/\/(TRTP|EREF|PREF|MARF|CSID|NAME|IBAN|BIC|REMI|RTRN|CNTP|ORDP|BENM|ISDT|ULTD|ULTC|PURP|TRCD|NRTX)\//)
  for (let at = 1; at < parts.length; at += 2) refs.set(parts[at]!, parts[at + 1]!.trim())
  // The other side in one: IBAN, BIC, name, town.
  const [iban = '', , name = ''] = (refs.get('CNTP') ?? '').split('/')
  const remitted = /^(USTD|STRD)\/[^/]*\/(.*)$/s.exec(refs.get('REMI') ?? '')
  if (remitted?.[1] === 'STRD') refs.set('STRD', remitted[2]!.replace(/\/$/, ''))
  const text = remitted?.[2] ?? refs.get('REMI') ?? ''
  return {
    refs,
    text: text.replace(/\/$/, ''),
    name: refs.get('NAME') ?? name,
    iban: refs.get('IBAN') ?? iban,
    comesBack: refs.has('RTRN'),
  }
}

/** Free text, in which French banks mark who (`/DE`, `/DU`), what for (`/MOTIF`) and the reference (`/REF`). */
function readFree(lines: readonly string[]): Said {
  const text = together(lines).replaceAll(/\s+/g, ' ').trim()
  const parts = text.split(/\s?\/(DE|DU|MOTIF|REF|EREF|MREF|IBAN)\s/)
  const said = new Map<string, string>()
  for (let at = 1; at < parts.length; at += 2) said.set(parts[at]!, parts[at + 1]!.trim())
  const marked = text.split(MARK)
  for (let at = 1; at < marked.length; at += 2) said.set(marked[at]!, marked[at + 1]!.trim())
  const reference = said.get('EREF') ?? said.get('REF')
  const refs = new Map([...said, ...(reference ? ([['EREF', reference]] as const) : [])])
  const comesBack = /\b(REJET|IMPAYE|RETOUR)/i.test(text)
  return {
    refs,
    text: said.get('MOTIF') ?? said.get('SVWZ') ?? text,
    name: said.get('DE') ?? said.get('DU') ?? '',
    iban: said.get('IBAN') ?? '',
    comesBack,
  }
}

/** Lines as one: what fills a line goes on in the next; what ends before is a line of its own. */
const together = (lines: readonly string[]): string =>
  lines.reduce((text, line, at) => text + line + (at < lines.length - 1 && line.length < FULL_LINE ? ' ' : ''), '')
