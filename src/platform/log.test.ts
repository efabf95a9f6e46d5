import { expect, test } from 'vitest'
import { spoken } from './log.ts'

const line = (told: object) => `${JSON.stringify({ level: 30, time: 1, ...told })}\n`

test.each([
  [{ msg: 'opening the database' }, 'Opening the database\n'],
  [{ msg: 'reading the towns', places: 12 }, 'Reading the towns (places 12)\n'],
  [{ level: 40, msg: 'not ready' }, 'Warning: Not ready\n'],
  [
    { level: 50, msg: 'failed', err: { type: 'Error', message: 'no', stack: '    at x' } },
    'ERROR: Failed (type Error, message no)\n    at x\n',
  ],
  [{ level: 60, msg: '' }, 'ERROR: \n'],
  [{ msg: 'élan', of: { a: 1 } }, 'Élan (of {"a":1})\n'],
  [{ places: 1 }, ' (places 1)\n'],
  // What looks like a line of its own, and like an order to the terminal.
  [{ msg: 'refused', why: 'no\nERROR: All is lost' }, 'Refused (why "no\\nERROR: All is lost")\n'],
  [{ msg: 'refused', why: '\u001B[2J' }, 'Refused (why "\\u001b[2J")\n'],
])('%j is said as %j', (told, said) => {
  expect(spoken(line(told))).toBe(said)
})
