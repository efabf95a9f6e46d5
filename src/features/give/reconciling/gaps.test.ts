import { expect, test } from 'vitest'
import { gapsOf } from './gaps.ts'

test('a statement that does not begin where the one before ended is a gap; one within another, or told again, is none', () => {
  const of = (opened_on: string, closed_on: string, [opening, closing]: [number, number]) =>
    ({
      file_id: 'f',
      n: 0,
      format: 'camt',
      number: null,
      currency: 'EUR',
      opened_on,
      closed_on,
      opening,
      closing,
      came_in: 0,
      went_out: 0,
      lines: 0,
      pending: 0,
    }) as never
  const [march, april, may] = [
    of('2026-03-01', '2026-03-31', [0, 100]),
    of('2026-04-01', '2026-04-30', [100, 250]),
    of('2026-05-01', '2026-05-31', [250, 300]),
  ]
  expect(gapsOf([april, may, march])).toEqual([])
  expect(gapsOf([march, may])).toHaveLength(1)
  expect(gapsOf([march, march, april])).toEqual([])
})
