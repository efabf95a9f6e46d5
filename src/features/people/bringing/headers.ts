import { DECLARED } from '../fields/index.ts'
import headers from './data/headers.json' with { type: 'json' }

const declared = DECLARED.map(([name, field]): [string, Record<string, string>] => [name, field.headers])

/**
 * How files of other systems call each field of a row: by the field, header and systems. `plain`: spreadsheets of one's own. A column
 * that is called otherwise means nothing before somebody says so. One header means one field in one system; a test holds it.
 */
export const HEADERS: Record<string, Record<string, string>> = { ...headers, ...Object.fromEntries(declared) }
