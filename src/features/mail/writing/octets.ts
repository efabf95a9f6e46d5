/** Letters that were written as octets before; as many as a file of names has. */
const known = new Map<string, string>()
const KEPT = 2_000

/** A letter as `=XX` for each of its octets in UTF-8 (RFC 2045 §6.7, RFC 2047 §4.2). */
export function octetsOf(letter: string): string {
  const before = known.get(letter)
  if (before !== undefined) return before
  const written = [...Buffer.from(letter)].map((octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('')
  if (known.size < KEPT) known.set(letter, written)
  return written
}
