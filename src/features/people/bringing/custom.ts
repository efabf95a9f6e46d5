import { isDay } from '#platform/text/day'
import type { CustomField, CustomValue } from '../core/index.ts'
type Field = Pick<CustomField, 'key' | 'kind' | 'options'>

/** Reads what was typed into a custom field. null: nothing; undefined: what its kind does not take. */
export function readCustom({ kind, options }: Field, typed: string): CustomValue | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  if (kind === 'number') return readNumber(text)
  if (kind === 'boolean') return readBoolean(text)
  if (kind === 'date') return isDay(text) ? text : undefined
  if (kind === 'choice') return options.find((option) => option.toLowerCase() === text.toLowerCase())
  return text.length <= 2000 ? text : undefined
}

function readNumber(text: string): number | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return /^-?\d{1,15}(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

const YES = ['true', 'yes', 'y', 'oui', 'o', 'sí', 'si', '1', 'x']
const NO = ['false', 'no', 'n', 'non', '0']

function readBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase()
  if (YES.includes(word)) return true
  return NO.includes(word) ? false : undefined
}
