import { expect, test } from 'vitest'
import { newId } from './id.ts'

test('ids are UUIDs of version 7, of this moment, each after the one before, and none twice', () => {
  const from = Date.now()
  const ids = Array.from({ length: 50_000 }, newId)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  const moments = [ids[0]!, ids.at(-1)!].map((id) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
  expect(moments[0]).toBeGreaterThanOrEqual(from)
  expect(moments[1]).toBeLessThanOrEqual(Date.now())
})

test('what is random in an id cannot be told from the one before', () => {
  const rests = Array.from({ length: 10_000 }, () => newId().slice(-8))
  expect(new Set(rests).size).toBeGreaterThan(9_990)
})
