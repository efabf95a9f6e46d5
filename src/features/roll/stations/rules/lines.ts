/** A station as somebody typed it. */
export type Typed = { number: string; name: string | null; address: string | null }

const LONGEST = { number: 20, name: 120, address: 200 }
/** Stations that one form adds at most. */
export const MOST = 500

/** Lines pasted from a list: `number; name; address`, with tabs or semicolons. Undefined: one of them is none. */
export function linesIn(text: string): Typed[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const read = lines.map((line) => {
    const [number = '', name = '', address = ''] = line.split(/[;\t]/).map((part) => part.trim().replace(/\s+/g, ' '))
    return { number, name: name || null, address: address || null }
  })
  const fits = ({ number, name, address }: Typed) =>
    number !== '' &&
    number.length <= LONGEST.number &&
    (name ?? '').length <= LONGEST.name &&
    (address ?? '').length <= LONGEST.address
  return read.every(fits) ? read : undefined
}

/** `1` to `40`, or `0001` to `0040`, as wide as the first was typed. Undefined: no such range. */
export function rangeOf(from: string, to: string): Typed[] | undefined {
  const [first, last] = [Number(from), Number(to)]
  if (!/^\d{1,6}$/.test(from) || !/^\d{1,6}$/.test(to) || last < first || last - first >= MOST) return undefined
  return Array.from({ length: last - first + 1 }, (_, n) => ({
    number: String(first + n).padStart(from.length, '0'),
    name: null,
    address: null,
  }))
}

/** The order of numbers as people read them: 2 before 12, 12 before 12 bis. */
export const byNumber = (a: { number: string }, b: { number: string }) =>
  a.number.localeCompare(b.number, 'fr', { numeric: true })
