import type { FastifyInstance, FastifyRequest } from 'fastify'
import { parse } from 'node:querystring'
import qs from 'qs'
import { Conflict, Invalid, type MessageKey, type MessageValues } from '../errors.ts'

/** A message for each field at fault, by the field's name in the form (`consents[news]`). */
export type FieldErrors = Record<string, MessageKey>

type Fault = { keyword: string; instancePath: string; params: Record<string, unknown> }

/** Turns what the shape refused into one message per field, the first fault of each. */
export function fieldErrors(error: { validation?: unknown }): FieldErrors {
  const errors: FieldErrors = {}
  // As the compiler of shapes (Ajv) says them, whatever of it Fastify types.
  for (const fault of (error.validation ?? []) as Fault[]) errors[fieldOf(fault)] ??= messageOf(fault)
  return errors
}

function fieldOf({ instancePath, keyword, params }: Fault): string {
  const path = instancePath.split('/').filter(Boolean)
  if (keyword === 'required') path.push(String(params.missingProperty))
  if (keyword === 'additionalProperties') path.push(String(params.additionalProperty))
  const [first = '', ...rest] = path
  return first + rest.map((part) => `[${part}]`).join('')
}

function messageOf({ keyword, params }: Fault): MessageKey {
  if (keyword === 'required') return 'form.required'
  if (keyword === 'maxLength') return 'form.too-long'
  if (keyword === 'format') return `form.format.${String(params.format)}`
  return 'form.wrong'
}

/** Makes an empty form of a body that is none (nothing, null, a text): what is missing is then said field by field. */
export function registerEmptyBodies(server: FastifyInstance): void {
  server.addHook('preValidation', (request, _reply, done) => {
    if (typeof request.body !== 'object' || request.body === null) request.body = {}
    done()
  })
}

/** Fields of one form. */
const MOST_FIELDS = 100

/** What a form sends, without what it left empty. */
export function readForm(text: string): Record<string, unknown> {
  // Only names with brackets (`consents[news]`) make records and lists: all others are read in a fifth of the time.
  const fields = /\[|%5b/i.test(text)
    ? qs.parse(text, { depth: 2, parameterLimit: MOST_FIELDS, arrayLimit: 20 })
    : parse(text, '&', '=', { maxKeys: MOST_FIELDS })
  return withoutEmpty(fields) as Record<string, unknown>
}

/**
 * Lets a mail program post to the way out of a mail without any page. It may do so as multipart (RFC 8058 §3.2), which no form of ours does, so that what
 * is in it need not be read. For the routes that stand in `List-Unsubscribe`.
 */
export function takeOneClick(server: FastifyInstance): void {
  server.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, async () => ({}))
}

/** Drops fields left empty: a form sends them, and they mean "not given". */
export function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  // A field of that name would become the prototype of a copy.
  const entries = Object.entries(value).filter(([name, field]) => field !== '' && name !== '__proto__')
  return Object.fromEntries(entries.map(([name, field]) => [name, withoutEmpty(field)]))
}

/** What was typed, flat, by the names of the fields (`languages[fr]`): to show a form again as it was sent. */
export function formValues(body: unknown): Record<string, string> {
  const fields = Object.entries(body ?? {}).flatMap(([name, value]): [string, unknown][] =>
    isPlain(value) ? [[name, value]] : Object.entries(value ?? {}).map(([inner, part]) => [`${name}[${inner}]`, part]),
  )
  return Object.fromEntries(fields.filter(([, value]) => isPlain(value)).map(([name, value]) => [name, String(value)]))
}

/** The same without fields left empty: what an address asks. */
export const answered = (query: object): Record<string, string> =>
  Object.fromEntries(Object.entries(formValues(query)).filter(([, value]) => value !== ''))

const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)

/** A form that is shown again: what was typed, and what is wrong with it. */
type Refused = { values: Record<string, string>; errors: FieldErrors; notice?: MessageKey; noticeValues?: MessageValues }

/**
 * Does what a form asks. What is wrong with it, or came too late, goes back to its page with what was typed: 422 for faults of fields, 409 for
 * what somebody else did meanwhile. For routes that attach what their shape refused.
 */
export async function submitted<R>(
  request: Pick<FastifyRequest, 'body' | 'validationError'>,
  { again, work }: { again(code: 409 | 422, form: Refused): R | Promise<R>; work(): Promise<R> },
): Promise<R> {
  const values = formValues(request.body)
  if (request.validationError) return again(422, { values, errors: fieldErrors(request.validationError) })
  try {
    return await work()
  } catch (error) {
    if (error instanceof Invalid) return again(422, { values, errors: error.fields })
    if (error instanceof Conflict) return again(409, { values, errors: {}, notice: error.key, noticeValues: error.values })
    throw error
  }
}
