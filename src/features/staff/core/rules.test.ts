import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { APPROVAL_TIME, chainHash, covers, GENESIS, grantsFrom } from './rules.ts'

const held = (permissions: string[], where: { area_id?: string; place_id?: string; departments?: string[] } = {}) => ({
  permissions,
  area_id: null,
  place_id: null,
  departments: [],
  ...where,
})

test('mandates add up: everywhere takes in all, a region its departments, a town itself', () => {
  const grants = grantsFrom([
    held(['see', 'edit'], { area_id: 'FR-R84', departments: ['FR-69', 'FR-38'] }),
    held(['see'], { area_id: 'FR-69' }),
    held(['see'], { place_id: 'FR-75056' }),
    held(['export']),
    held(['export', 'erase'], { area_id: 'FR-75' }),
    held(['erase']),
  ])
  expect(Object.fromEntries(grants)).toEqual({
    see: ['FR-R84', 'FR-69', 'FR-38', 'FR-75056'],
    edit: ['FR-R84', 'FR-69', 'FR-38'],
    export: 'everywhere',
    erase: 'everywhere',
  })
  expect(grantsFrom([]).size).toBe(0)
})

test('a territory covers another when all of that lies in it', () => {
  const around = (id: string) => ({ 'FR-69123': ['FR-69', 'FR-R84'], 'FR-69': ['FR-R84'] })[id] ?? []
  expect([covers('everywhere', 'everywhere'), covers('everywhere', ['FR-69']), covers(['FR-69'], 'everywhere')]).toEqual([
    true,
    true,
    false,
  ])
  expect([covers(['FR-69', 'FR-38'], ['FR-69']), covers(['FR-69'], ['FR-69', 'FR-38']), covers(['FR-69'], ['FR-69123'])]).toEqual(
    [true, false, false],
  )
  expect([covers(['FR-R84'], ['FR-69123', 'FR-69'], around), covers(['FR-38'], ['FR-69123'], around)]).toEqual([true, false])
})

const row = {
  seq: '7',
  at: new Date('2026-11-22T12:00:00Z'),
  actor: 'a',
  roles: ['staff'],
  action: 'view',
  object_kind: 'person',
  object_id: 'p',
  fields: ['email'],
  count: 1,
  reason: null,
}

test('the journal begins with nothing, and a row is hashed over the one before it and all that it says', () => {
  expect(GENESIS).toEqual(Buffer.alloc(32))
  const said = '["7","2026-11-22T12:00:00.000Z","a",["staff"],"view","person","p",["email"],1,null]'
  const expected = createHash('sha256').update(GENESIS).update(said).digest('hex')
  expect(chainHash(GENESIS, row).toString('hex')).toBe(expected)
  expect(chainHash(Buffer.alloc(32, 1), row).toString('hex')).not.toBe(expected)
  const others = {
    seq: '8',
    at: new Date(0),
    actor: null,
    roles: [],
    action: 'edit',
    object_kind: 'x',
    object_id: null,
    fields: [],
    count: 2,
    reason: 'r',
  }
  for (const [name, value] of Object.entries(others))
    expect(chainHash(GENESIS, { ...row, [name]: value }).toString('hex'), name).not.toBe(expected)
})

test('an approval waits a day to be used', () => expect(APPROVAL_TIME).toBe(86_400_000))
