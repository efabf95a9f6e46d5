/** A row in the text format of COPY (PostgreSQL manual, COPY, "Text Format"). */
export function copyLine(values: unknown[]): string {
  return `${values.map((value) => (value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (one) => ESCAPES[one]!))).join('\t')}\n`
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
