import { spawnSync } from 'node:child_process'
import { inflateSync } from 'node:zlib'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { getDocumentProxy } from 'unpdf'

/** Words on a page, in points from its top left; `base` is what the letters stand on. */
type Words = { page: number; text: string; left: number; right: number; base: number; size: number }

/** What a reader of PDF that is not ours finds in a document. */
export async function readPdf(document: Buffer | NodeJS.ReadableStream) {
  const bytes = Buffer.isBuffer(document) ? document : await buffer(document as Readable)
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const words: Words[] = []
  for (let page = 1; page <= pdf.numPages; page++) {
    const shown = await pdf.getPage(page)
    const { height } = shown.getViewport({ scale: 1 })
    for (const item of (await shown.getTextContent()).items)
      if ('str' in item && item.str.trim()) {
        const [, , , size, left, bottom] = item.transform as number[]
        words.push({ page, text: item.str, left: left!, right: left! + item.width, base: height - bottom!, size: size! })
      }
  }
  return { bytes, pages: pdf.numPages, words, text: flat(words.map(({ text }) => text).join(' ')) }
}

/** What is drawn on each page, in the operators of PDF; other streams of the file, such as typefaces, are left out. */
export function drawings(bytes: Buffer): string[] {
  const file = bytes.toString('latin1')
  return Array.from(file.matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n/g), ({ 0: head, index }) => {
    const begin = index + head.length
    const text = inflateSync(bytes.subarray(begin, file.indexOf('endstream', begin))).toString('latin1')
    return / cm$/m.test(text) ? text : ''
  }).filter(Boolean)
}

/** A text in composed letters, with one space wherever there is any, and none of the signs that say which way it runs. */
export const flat = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')

/** What `pdftotext` (Poppler) reads in a document; undefined where it is not installed. */
export function popplerText(bytes: Buffer): string | undefined {
  const { status, stdout } = spawnSync('pdftotext', ['-raw', '-', '-'], { input: bytes })
  return status === 0 ? flat(stdout.toString()) : undefined
}
