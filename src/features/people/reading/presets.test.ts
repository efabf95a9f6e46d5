import { expect, test } from 'vitest'
import { CALLS, NEWS } from '../core/index.ts'
import { columnsOf, findPreset, headersWith, mappingFor, recognise, tellsOfRecord } from './presets.ts'
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

test('what a movement added to a system by words of its own is where people live, and never what they agreed to', () => {
  const added = ['Code postal', 'Ville', 'Portable', 'Newsletter', 'SMS', 'Statut']
  for (const header of [
    ['Adresse e-mail', 'LEID', 'EUID'],
    ['email', 'can2_user_tags'],
    ['email', 'akid'],
    ['nationbuilder_id', 'first_name', 'last_name'],
  ]) {
    const mapping = mappingFor([...header, ...added], recognise([...header, ...added]), purposes)
    expect(added.map((column) => mapping[column])).toEqual(['postal_code', 'town', 'phone', 'ignore', 'ignore', 'ignore'])
  }
})

test('the day a record was made proves no agreement, whatever system tells it', () => {
  const told = ['created_at', 'Created Date', 'Created at', 'Date de création', 'Fecha de creación', 'Erstellt am']
  for (const first of [
    ['nationbuilder_id', 'first_name', 'last_name'],
    ['Contact ID', 'Contact Type'],
    ['email', 'akid'],
    ['email'],
  ]) {
    const mapping = mappingFor([...first, ...told], recognise([...first, ...told]), purposes)
    expect(told.map((column) => mapping[column])).toEqual(told.map(() => 'ignore'))
  }
  expect(told.filter((column) => !tellsOfRecord(column))).toEqual([])
  expect(['OPTIN_TIME', 'Inscrit le', 'created by'].filter(tellsOfRecord)).toEqual([])
})

test.each([
  ['en', ['Birth Date', 'Street Address', 'City', 'Postal Code', 'Country']],
  ['fr', ['Date de naissance', 'Adresse', 'Ville', 'Code postal', 'Pays']],
  ['es', ['Fecha de nacimiento', 'Dirección', 'Ciudad', 'Código postal', 'País']],
  ['de', ['Geburtsdatum', 'Straße', 'Stadt', 'Postleitzahl', 'Land']],
])('CiviCRM in %s says when somebody was born and where she lives', (_language, columns) => {
  const header = ['Contact ID', 'Contact Type', ...columns]
  const mapping = mappingFor(header, recognise(header), purposes)
  expect(columns.map((column) => mapping[column])).toEqual(['born_on', 'street', 'town', 'postal_code', 'country'])
})
