import { expect, test } from 'vitest'
import { INVITED_FOR } from './rules.ts'

test('an invitation on paper holds longer than one in a mailbox', () => {
  expect(INVITED_FOR.mail).toBeGreaterThan(0)
  expect(INVITED_FOR.link).toBeGreaterThan(INVITED_FOR.mail)
})
