/** The last day to answer: a month after the request (GDPR art. 12(3)); the last of a shorter month. `day`: YYYY-MM-DD. */
export function dueOn(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month, Math.min(date, last))).toISOString().slice(0, 10)
}

/** How pressing a request is: late, within ten days, or in time. */
export function urgency(due: string, today: string): 'late' | 'soon' | 'in-time' {
  if (due < today) return 'late'
  const days = (Date.parse(due) - Date.parse(today)) / 86_400_000
  return days <= 10 ? 'soon' : 'in-time'
}
