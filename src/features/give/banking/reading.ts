import { readCamt } from './camt.ts'
import { type CsvAsked, type CsvChoices, readCsv } from './csv.ts'
import { readMt940 } from './mt940.ts'
import { type BankStatement, type Refusal, Refused } from './statement.ts'

/** What became of a file: its statements, why it is refused, or what somebody has to say of it first. */
export type BankFile = { statements: BankStatement[] } | { refused: Refusal } | { asked: CsvAsked }

/** More is no file of a bank that somebody brings. */
const LARGEST = 200 * 1024 * 1024

/** Reads a bank's file, whatever of the three it is: all of it, or nothing. `choices`: what somebody said of a CSV. */
export function readBankFile(bytes: Uint8Array, choices?: Partial<CsvChoices>): BankFile {
  try {
    if (bytes.length > LARGEST) throw new Refused('large', 1)
    const text = decode(bytes)
    if (text.includes('\0') || text.startsWith('%PDF')) throw new Refused('kind', 1)
    if (/^\s*</.test(text)) return { statements: readCamt(text) }
    if (/^(\{1:|\s*:20:|(.*\r?\n){0,5}:20:)/.test(text)) return { statements: readMt940(text) }
    const read = readCsv(text, choices)
    return 'statement' in read ? { statements: [read.statement] } : read
  } catch (error) {
    if (error instanceof Refused) return { refused: error.refusal }
    throw error
  }
}

/** Text of bytes: in what they say, in UTF-8 if they are, else as Windows writes in the west of Europe. */
function decode(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const said = /^(?:\xEF\xBB\xBF)?\s*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(start)?.[1]
  const marked = start.startsWith('\xFF\xFE') ? 'utf-16le' : start.startsWith('\xFE\xFF') ? 'utf-16be' : undefined
  try {
    return new TextDecoder(marked ?? said ?? 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    if (said || marked || start.trimStart().startsWith('<')) throw new Refused('encoding', 1)
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
