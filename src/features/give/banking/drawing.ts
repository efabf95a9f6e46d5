import QRCode from 'qrcode'
import { type Transfer, writeTransfer } from './rules/epc.ts'

/** How EPC069-12 wants it: level M, and no version above 13, that any camera reads. */
const LEVEL = 'M'
const LARGEST_VERSION = 13

const codeOf = (transfer: Transfer) => {
  // As bytes: cut into segments of digits and capitals, some readers put them together wrongly.
  const segments = [{ data: new TextEncoder().encode(writeTransfer(transfer)), mode: 'byte' as const }]
  const { version } = QRCode.create(segments, { errorCorrectionLevel: LEVEL })
  if (version > LARGEST_VERSION) throw new RangeError('This is too long for the code of a transfer')
  return segments
}

/** The code of a transfer as SVG, for a page. */
export const drawTransfer = (transfer: Transfer): Promise<string> =>
  QRCode.toString(codeOf(transfer), { type: 'svg', errorCorrectionLevel: LEVEL, margin: 4 })

/** The same as PNG, for a mail or a sheet of paper. */
export const printTransfer = (transfer: Transfer): Promise<Buffer> =>
  QRCode.toBuffer(codeOf(transfer), { errorCorrectionLevel: LEVEL, margin: 4, scale: 6 })
