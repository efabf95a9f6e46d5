import { expect, test } from 'vitest'
import { CALLS, NEWS } from '../core/index.ts'
import { columnsOf, findPreset, headersWith, mappingFor, recognise } from './presets.ts'
import { isTarget } from './targets.ts'

const purposes = [NEWS, CALLS]
const lines = Object.entries(headersWith(purposes)).flatMap(([field, headers]) =>
  Object.entries(headers).flatMap(([header, systems]) => systems.split(' ').map((system) => ({ field, header, system }))),
)

test('each header means one field in one system, in small letters, and the field is one that a column can become', () => {
  const named = lines.map(({ header, system }) => `${system} ${header}`)
  expect(named.filter((name, at) => named.indexOf(name) !== at)).toEqual([])
  expect(lines.filter(({ header }) => header !== header.trim().toLowerCase())).toEqual([])
  expect(lines.filter(({ field }) => !isTarget(field, purposes))).toEqual([])
})

test('each system that a header names is one that is known', () => {
  expect(lines.filter(({ system }) => findPreset(system).name !== system)).toEqual([])
  for (const { system, header, field } of lines) expect(columnsOf(system, purposes).get(header)).toBe(field)
})

test('a file is known by its header, and reads only what is known of it', () => {
  const header = ['NationBuilder_ID', 'first_name ', 'last_name', 'mobile_opt_in', 'twitter_name', 'support_level', 'x']
  const preset = recognise(header)
  expect(preset.label).toBe('NationBuilder')
  expect(mappingFor(header, preset, purposes)).toEqual({
    NationBuilder_ID: 'id:nationbuilder',
    'first_name ': 'given_name',
    last_name: 'family_name',
    mobile_opt_in: 'yes:calls',
    twitter_name: 'ignore',
    support_level: 'ignore',
    x: 'ignore',
  })
  expect(mappingFor(['Prénom', 'Notes'], recognise(['Prénom', 'Notes']), purposes)).toEqual({
    Prénom: 'given_name',
    Notes: 'note',
  })
})

test('numbers and birthdays are known by what people write above them', () => {
  const known = {
    phone: ['Tél. portable', 'Tel. portable', 'Téléphone mobile', 'N° de téléphone', 'GSM', 'Cell phone', 'Teléfono móvil'],
    born_on: ['Né(e) le', 'NÉ LE', 'Née le', 'Date naissance', 'Fecha nacimiento'],
  }
  for (const [field, header] of Object.entries(known))
    expect(mappingFor(header, recognise(header), purposes), field).toEqual(Object.fromEntries(header.map((one) => [one, field])))
})
