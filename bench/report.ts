import type { Load } from './load.ts'

/** What a benchmark found. What does not apply is null. */
export type Report = {
  name: string
  value: number
  unit: string
  p50_ms: number | null
  p95_ms: number | null
  p99_ms: number | null
  /** The same work without us, in the same run and unit. */
  ceiling: number | null
  ratio: number | null
  queries: number | null
  lost: number | null
  duplicates: number | null
  note: string
  /** Of what was decided without anybody the part that was right, and of what there was to find the part that was found. */
  precision?: number
  recall?: number
  /** At rest: seconds of a processor a second, statements a second, and from enqueued to begun. */
  cpu_share?: number
  bare_cpu_share?: number
  statements_per_s?: number
  wakeup_p95_ms?: number
  /** Letters: microseconds of CPU each, beside OpenSSL's of a signature and a bare source's of a letter; how many times as many as nodemailer's, by CPU and by the clock. */
  cpu_us?: number
  openssl_us?: number
  times_nodemailer?: number
  times_nodemailer_by_the_clock?: number
  unsigned_per_s?: number
  unsigned_ratio?: number
  unsigned_cpu_us?: number
  source_cpu_us?: number
}

export type Benchmark = (options: { quick: boolean }) => Promise<Report>

/** Figures that a benchmark may not have. */
export const nothing = {
  p50_ms: null,
  p95_ms: null,
  p99_ms: null,
  ceiling: null,
  ratio: null,
  queries: null,
  lost: null,
  duplicates: null,
}

/** A report of a load over HTTP. */
export function reportOf(
  name: string,
  { measured, ceiling }: { measured: Load; ceiling: number },
  rest: Partial<Report>,
): Report {
  const { rate, p50, p95, p99 } = measured
  const times = { p50_ms: round(p50), p95_ms: round(p95), p99_ms: round(p99) }
  return {
    name,
    ...nothing,
    value: Math.round(rate),
    unit: 'requests/s',
    ...times,
    ceiling: Math.round(ceiling),
    ratio: round(rate / ceiling),
    note: '',
    ...rest,
  }
}

/** What is told of a load whose p95 counts, beside that of its ceiling; both in milliseconds. */
export const ofP95 = (measured: { p95: number }, ceiling: { p95: number }) => ({
  value: round(measured.p95),
  unit: 'ms (p95)',
  ceiling: round(ceiling.p95),
  ratio: round(measured.p95 / ceiling.p95),
})

export function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

/** A line for the reader on the way; the result alone is the last line. */
export function tell(line: string): void {
  console.log(line)
}
