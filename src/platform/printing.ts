import type PDFDocument from 'pdfkit'
import QRCode from 'qrcode'

export type Doc = InstanceType<typeof PDFDocument>

/** A document of paper to draw on. The library, with all it knows of letters, is loaded when the first one is opened. */
export async function openDocument(options: ConstructorParameters<typeof PDFDocument>[0]): Promise<Doc> {
  const { default: Document } = await import('pdfkit')
  return new Document(options)
}

/** Draws a QR code of a text onto a page, in points: each dark module a small square, sharp at any size, and no picture in the file. */
export function drawQr(doc: Doc, text: string, { left, top, size }: { left: number; top: number; size: number }): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const side = size / modules.size
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) doc.rect(left + column * side, top + row * side, side, side)
  doc.fill('#000000')
}
