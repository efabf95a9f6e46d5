/** YYYY-MM-DD, and a day that exists. */
export function isDay(text: string): boolean {
  if (!/^(1[89]|2[01])\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** In which order a file writes days, where no year comes first. */
export type DayOrder = 'iso' | 'dmy' | 'mdy'

/** A day as a file writes it; null when it is none. */
export function readDay(text: string, order: DayOrder): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (iso) return existing(iso[1]!, iso[2]!, iso[3]!)
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/.exec(text)
  if (!parts) return null
  const [, a = '', b = '', year = ''] = parts
  return order === 'mdy' ? existing(year, a, b) : existing(year, b, a)
}

function existing(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(text) ? text : null
}
