import pg from 'pg'

/** A row in the text format of COPY (PostgreSQL manual, COPY, "Text Format"). */
export function copyLine(values: unknown[]): string {
  return `${values.map((value) => copyValue(value)).join('\t')}\n`
}

/** A value in it: a list as an array, or as JSON where the column holds that, as it does any other object. */
export function copyValue(value: unknown, type?: string): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string' && type !== 'jsonb') return escaped(value)
  if (typeof value !== 'object') return escaped(type === 'jsonb' ? JSON.stringify(value) : String(value))
  if (value instanceof Date) return value.toISOString()
  return escaped(Array.isArray(value) && type !== 'jsonb' ? arrayOf(value) : JSON.stringify(value))
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const escaped = (text: string) => (SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (one) => ESCAPES[one]!) : text)

const arrayOf = (values: unknown[]) =>
  `{${values.map((value) => (value === null ? 'NULL' : `"${String(value).replace(/["\\]/g, '\\$&')}"`)).join(',')}}`

/** What a statement does in whose answer the server asks for lines. */
type Answering = { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }

/** `copy … from stdin`, which the driver knows how to speak but has no statement for. */
class CopyIn extends pg.Query {
  readonly #lines: Buffer

  constructor(statement: string, lines: Buffer, done: (error: Error | undefined) => void) {
    super(statement, done)
    this.#lines = lines
  }

  handleCopyInResponse(connection: Answering): void {
    connection.sendCopyFromChunk(this.#lines)
    connection.endCopyFrom()
  }
}

/** Sends lines in the text format of COPY to a server, for `table (columns)`. */
export function copyIn(client: pg.PoolClient, into: string, lines: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(
      new CopyIn(`copy ${into} from stdin`, Buffer.from(lines), (error) => {
        if (error) reject(error)
        else resolve()
      }),
    )
  })
}
