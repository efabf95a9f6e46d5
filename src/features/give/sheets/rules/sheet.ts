import type { MessageKey } from '#platform/errors'

/** Rows of a sheet: with what stands above them they are fewer than the hundred fields that a form may send. */
export const ROWS = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8'] as const
export type RowKey = (typeof ROWS)[number]

/** Fields of a row, in the order in which one types them. */
export const FIELDS = [
  'reference',
  'amount',
  'given_name',
  'family_name',
  'email',
  'street',
  'postal_code',
  'town',
  'country',
  'nationality',
  'cheque',
] as const
export type RowField = (typeof FIELDS)[number]

export type TypedRow = Partial<Record<RowField, string>>
/** A sheet as it is sent: each field of all rows together. */
export type TypedSheet = Partial<Record<RowField, Partial<Record<RowKey, string>>>>

/** Fields that stand in an empty row already. */
const GIVEN: readonly RowField[] = ['country', 'nationality']

/** Rows in which something was typed. */
export function rowsOf(sheet: TypedSheet): { key: RowKey; row: TypedRow }[] {
  return ROWS.flatMap((key) => {
    const entries = FIELDS.flatMap((field) => {
      const value = sheet[field]?.[key]?.trim()
      return value ? [[field, value] as const] : []
    })
    const isTyped = entries.some(([field]) => !GIVEN.includes(field))
    return isTyped ? [{ key, row: Object.fromEntries(entries) as TypedRow }] : []
  })
}

/** Whether a row names a gift that was promised. */
export const isPromised = ({ reference }: TypedRow): boolean => reference !== undefined

/** What a row of a gift that nobody promised lacks, by field. */
export function missingIn(row: TypedRow): RowField[] {
  const needed: RowField[] = ['given_name', 'family_name', 'street', 'postal_code', 'town', 'country', 'nationality']
  return needed.filter((field) => row[field] === undefined)
}

/** Digits of a cheque's number, however it is spaced. Null: it was not typed; undefined: that is none. */
export function chequeIn(typed: string | undefined): string | null | undefined {
  if (typed === undefined) return null
  const digits = typed.replace(/[\s.-]/g, '')
  return /^\d{1,20}$/.test(digits) ? digits : undefined
}

/** A message for each field at fault. */
export type Wrong = Record<string, MessageKey>

/** A message for a field of a row. */
export const at = (key: RowKey, field: RowField, message: MessageKey): Wrong => ({ [`${field}[${key}]`]: message })
