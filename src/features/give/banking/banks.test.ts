import { expect, test } from 'vitest'
import { BANKS } from '../../../../tests/support/banks.ts'
import { readBankFile } from './reading.ts'

test.each(BANKS)('a file in the shape that is told of $bank is read', ({ bytes, lines, pending = 0 }) => {
  const file = readBankFile(bytes, { currency: 'EUR' })
  if (!('statements' in file)) throw new Error(JSON.stringify(file))
  expect(file.statements).toHaveLength(1)
  const [statement] = file.statements
  expect(statement!.pending).toBe(pending)
  expect(statement!.lines).toHaveLength(lines.length)
  for (const [at, { amount, booked, name, iban, reference, says, returned }] of lines.entries()) {
    const line = statement!.lines[at]!
    expect(line).toMatchObject({ amount, booked, ...(name ? { name } : {}), ...(iban ? { iban } : {}) })
    if (reference) expect(line.references.endToEnd).toBe(reference)
    if (says) expect(line.text).toContain(says)
    if (returned) expect(line.returned).toBe(returned)
  }
})
