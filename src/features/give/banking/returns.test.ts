import { expect, test } from 'vitest'
import { reasonOf } from './returns.ts'

test.each([
  ['AC04', 'stop'],
  ['AM04', 'again'],
  ['MD01', 'stop'],
  ['MD06', 'stop'],
  ['MD07', 'stop'],
  ['MS02', 'stop'],
  ['MS03', 'again'],
  ['MD02', 'tell'],
  ['ZZ99', 'tell'],
])('%s: %s', (code, action) => {
  expect(reasonOf(code).action).toBe(action)
})
