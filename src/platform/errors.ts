/** A text of a slice's messages, with the values that it needs. */
export type MessageKey = string
export type MessageValues = Record<string, string | number>

class ExpectedError extends Error {
  readonly key: MessageKey
  readonly values: MessageValues

  constructor(key: MessageKey, values: MessageValues = {}) {
    super(key)
    this.key = key
    this.values = values
  }
}

/** What was asked for is not there, or not for this person to know of. HTTP 404. */
export class NotFound extends ExpectedError {
  override readonly name = 'NotFound'
}

/** The person may not. HTTP 403. */
export class Denied extends ExpectedError {
  override readonly name = 'Denied'
}

/** It is too late, or someone else was faster. HTTP 409. */
export class Conflict extends ExpectedError {
  override readonly name = 'Conflict'
}

/** What the caller saw has changed since (If-Match). HTTP 412. */
export class Stale extends ExpectedError {
  override readonly name = 'Stale'
}

/** What came in cannot be taken. HTTP 422. `fields` names a message for each field at fault. */
export class Invalid extends ExpectedError {
  override readonly name = 'Invalid'
  readonly fields: Record<string, MessageKey>

  constructor(fields: Record<string, MessageKey>) {
    super('form.invalid')
    this.fields = fields
  }
}

/** The code of an error that is not ours: of the database five characters (PostgreSQL, appendix A), of the system a name. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
