import { createHash } from 'node:crypto'
import { Invalid } from '#platform/errors'
import type { SentFile } from '#platform/http/uploads'
import { redraw } from '#platform/images'
import type { KeptFile } from './commands/vouchers.ts'

/** Longest side of a picture of a receipt, in pixels: its small print is still read. */
const SIDE = 2400
/** As the table holds it. */
const LARGEST = 8_000_000
const LONGEST_NAME = 120

/**
 * A file as it is kept: a PDF as it was sent, a picture drawn anew, without place or owner of the camera. Which of them it is says what is in it, never its name. Throws Invalid
 * for anything else.
 */
export async function keptFile(sent: SentFile | undefined): Promise<KeptFile> {
  if (!sent) throw new Invalid({ voucher: 'form.required' })
  const { bytes } = sent
  const name = nameOf(sent.name)
  const hash = createHash('sha256').update(bytes).digest()
  if (isPdf(bytes)) return { name, hash, type: 'application/pdf', bytes: within(bytes) }
  const picture = await redraw(bytes, SIDE)
  if (!picture) throw new Invalid({ voucher: 'spending.file-unreadable' })
  return { name, hash, type: 'image/webp', bytes: within(picture.bytes) }
}

function within(bytes: Buffer): Buffer {
  if (bytes.length > LARGEST) throw new Invalid({ voucher: 'spending.file-large' })
  return bytes
}

/** Begins as a PDF does (ISO 32000-2, 7.5.2) and ends as one: nothing that could be taken for a page stands before it. */
const isPdf = (bytes: Buffer): boolean =>
  /^%PDF-[12]\.\d/.test(bytes.subarray(0, 8).toString('latin1')) && bytes.subarray(-1024).toString('latin1').includes('%%EOF')

/** What it was called, without folders, controls and marks that turn the direction of writing. */
function nameOf(sent: string): string {
  const last = sent.split(/[/\\]/).at(-1) ?? ''
  return (
    last
      .replace(/[\p{C}]/gu, '')
      .trim()
      .slice(0, LONGEST_NAME) || 'voucher'
  )
}
