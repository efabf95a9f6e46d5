/** YYYY-MM-DD, and a day that exists. */
export function isDay(text: string): boolean {
  if (!/^(1[89]|2[01])\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
