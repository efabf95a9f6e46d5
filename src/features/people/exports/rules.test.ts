import { expect, test } from 'vitest'
import { FILE_TIME, LEFT_OUT, PAGE, PIECE } from './rules.ts'
test('a file can be fetched for an hour', () => {
  expect(FILE_TIME).toBe(3_600_000)
})

test('a page of the embedded database is the smaller one', () => {
  expect(PAGE.embedded).toBeLessThan(PAGE.server)
  expect(PIECE.embedded.people).toBeLessThan(PIECE.server.people)
})

test('secrets are in no archive, and for each table that is left out it says why', () => {
  for (const table of ['account_session', 'account_code', 'account_passkey', 'account_totp', 'api_key'])
    expect(LEFT_OUT).toHaveProperty(table)
  for (const [table, why] of Object.entries(LEFT_OUT)) expect(why, table).toMatch(/\w/)
})
