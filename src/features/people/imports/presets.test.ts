import { expect, test } from 'vitest'
import { HEADERS } from '../bringing/index.ts'
import { findPreset, mappingFor, recognise } from './presets.ts'
import { isTarget } from './targets.ts'

const lines = Object.entries(HEADERS).flatMap(([field, headers]) =>
  Object.entries(headers).flatMap(([header, systems]) => systems.split(' ').map((system) => ({ field, header, system }))),
)

test('each header means one field in one system, in small letters, and the field is one that a column can become', () => {
  const named = lines.map(({ header, system }) => `${system} ${header}`)
  expect(named.filter((name, at) => named.indexOf(name) !== at)).toEqual([])
  expect(lines.filter(({ header }) => header !== header.trim().toLowerCase())).toEqual([])
  expect(lines.filter(({ field }) => !isTarget(field))).toEqual([])
})

test('each system that a header names is one that is known', () => {
  expect(lines.filter(({ system }) => findPreset(system).name !== system)).toEqual([])
  for (const { system, header, field } of lines) expect(findPreset(system).columns.get(header)).toBe(field)
})

test('a file is known by its header, and reads only what is known of it', () => {
  const header = ['NationBuilder_ID', 'first_name ', 'last_name', 'mobile_opt_in', 'twitter_name', 'support_level', 'x']
  const preset = recognise(header)
  expect(preset.label).toBe('NationBuilder')
  expect(mappingFor(header, preset)).toEqual({
    NationBuilder_ID: 'id:nationbuilder',
    'first_name ': 'given_name',
    last_name: 'family_name',
    mobile_opt_in: 'calls',
    twitter_name: 'ignore',
    support_level: 'ignore',
    x: 'ignore',
  })
  expect(mappingFor(['Prénom', 'Notes'], recognise(['Prénom', 'Notes']))).toEqual({ Prénom: 'given_name', Notes: 'note' })
})
