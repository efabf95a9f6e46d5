const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * The day (`YYYY-MM-DD`) that clocks in a zone show. A decision asks for several: with Temporal it took 350 µs, with
 * this 15 (Node 24, beside other work).
 */
export function dayIn(zone: string, at: Date): string {
  const made = formats.get(zone) ?? new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' })
  formats.set(zone, made)
  return made.format(at)
}
