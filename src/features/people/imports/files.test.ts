import { execFileSync } from 'node:child_process'
import iconv from 'iconv-lite'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { imported, SAID, stateOf, tried, upload } from '../../../../tests/support/imports.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { workbook } from '../../../../tests/support/workbook.ts'
const program = await useProgram({ working: true })
const { rows } = program
const member = () => staffMember(program, 'staff')

const names = async () =>
  (
    await rows<{ name: string }>("select given_name || ' ' || coalesce(family_name, '') as name from person order by sort_name")
  ).map(({ name }) => name)
const counts = async (id: string) => (await rows<{ counts: object }>('select counts from import where id = $1', [id]))[0]!.counts

test.each(['windows-1252', 'cp850', 'macintosh'])('a list in %s comes in with its letters, by its own headers', async (name) => {
  const content = iconv.encode(
    'Prénom;Nom;Courriel;Téléphone\r\nHélène;Besançon;h@example.org;\r\nNoël;Éluard;n@example.org;\r\nJérôme;Métivier;j@example.org;\r\n',
    name,
  )
  await imported(program, await member(), { name: 'liste.csv', content })
  expect(await names()).toEqual(['Hélène Besançon', 'Noël Éluard', 'Jérôme Métivier'])
})

test('letters that nobody can tell are asked for before anything else, and the choice reads them anew', async () => {
  const browser = await member()
  const content = iconv.encode('imię;nazwisko;email\r\nŁukasz;Dąbrowski;l@example.org\r\n', 'windows-1250')
  const path = (await upload(program, browser, { name: 'lista.csv', content })).headers.location!
  const page = (await browser.get(path)).body
  expect(page).toContain('Łukasz')
  const said = {
    ...SAID,
    country: 'PL',
    'says.news': 'none',
    'says.calls': 'none',
    'map.0': 'given_name',
    'map.1': 'family_name',
    'map.2': 'email',
  }
  const early = await browser.post(`${path}/mapping`, said)
  expect(early.statusCode).toBe(422)
  expect(early.body).toContain('comment lire les lettres')
  expect((await browser.post(`${path}/letters`, { encoding: 'windows-1250' })).statusCode).toBe(303)
  expect((await browser.get(`${path}/mapping`)).body).toContain('imię')
  expect((await browser.post(`${path}/mapping`, said)).statusCode).toBe(303)
})

test('a file that says its letters itself is not asked about them', async () => {
  const browser = await member()
  const path = (await upload(program, browser, { name: 'x.csv', content: 'prénom;email\nZoé;z@example.org\n' })).headers.location!
  expect((await browser.get(path)).body).not.toContain('name="encoding"')
})

test.each([
  ['a title above', 'Liste des adhérents\n\nPrénom;Nom;Courriel\nZoé;Lacaze;z@example.org\n'],
  ['a word to one spreadsheet', 'sep=;\r\nPrénom;Nom;Courriel\r\nZoé;Lacaze;z@example.org\r\n'],
  ['a word to one spreadsheet behind a mark of UTF-8', '\uFEFFsep=#\r\nPrénom#Nom#Courriel\r\nZoé#Lacaze#z@example.org\r\n'],
  ['an odd separator that is said', 'sep=#\r\nPrénom#Nom#Courriel\r\nZoé#Lacaze#z@example.org\r\n'],
])('%s is no header, and nobody', async (_what, content) => {
  const id = await imported(program, await member(), { name: 'x.csv', content })
  expect(await counts(id)).toEqual({ created: 1 })
  expect(await names()).toEqual(['Zoé Lacaze'])
})

test('a mark of Unicode that was put before another is none of the letters of the first column', async () => {
  const content = '\uFEFF\uFEFF"Courriel";"Prénom";"Nom"\r\n"h@example.org";"Hélène";"Roche"\r\n'
  await imported(program, await member(), { name: 'liste.csv', content })
  expect(await rows('select header from import_part')).toEqual([{ header: ['Courriel', 'Prénom', 'Nom'] }])
  expect(await names()).toEqual(['Hélène Roche'])
})

test('a letter that is cut at the end of a file is not left out without a word', async () => {
  const content = Buffer.from('\uFEFFCourriel;Nom;Prénom\r\nz@example.org;Roche;Zoé', 'utf16le').subarray(0, -1)
  await imported(program, await member(), { name: 'liste.csv', content })
  expect(await names()).toEqual(['Zo\uFFFD Roche'])
})

test('of a list without a header nobody is lost', async () => {
  const id = await imported(program, await member(), {
    name: 'x.csv',
    content: 'a@example.org\nb@example.org\n',
    said: { 'map.0': 'email' },
  })
  expect(await counts(id)).toEqual({ created: 2 })
})

test('a workbook: what is written in several runs is whole, a second sheet comes too, days are the days that stand there', async () => {
  const content = workbook({
    Lyon: [
      ['Adhérents', null, null, null],
      ['Prénom', 'Nom', 'Courriel', 'Date de naissance'],
      [{ runs: ['Marie ', 'Claire'] }, { runs: ['La', 'caze'] }, 'm@example.org', { day: 25_689 }],
    ],
    'Saint-Étienne': [
      ['Nom', 'Prénom', 'Courriel'],
      ['Éluard', 'Noël', 'n@example.org'],
    ],
    Notes: [['Rien']],
  })
  const id = await imported(program, await member(), { name: 'adhérents.xlsx', content })
  expect(await counts(id)).toEqual({ created: 2 })
  expect(await names()).toEqual(['Noël Éluard', 'Marie Claire Lacaze'])
  expect(await rows('select born_on::text from person where born_on is not null')).toEqual([{ born_on: '1970-05-01' }])
  expect(await rows('select name from import_part order by n')).toEqual([{ name: 'Lyon' }, { name: 'Saint-Étienne' }])
})

test('a workbook that names a file of the machine is read as a text that names nothing', async () => {
  const files = unzipSync(
    workbook({
      Lyon: [
        ['Prénom', 'Courriel'],
        ['Marie', 'm@example.org'],
      ],
    }),
  )
  const path = 'xl/worksheets/sheet1.xml'
  const outside = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY name "Zoé">]>'
  const sheet = strFromU8(files[path]!).replace('?>', `?>${outside}`).replace('Marie', 'Marie &file;&name;')
  const content = Buffer.from(zipSync({ ...files, [path]: strToU8(sheet) }))
  await upload(program, await member(), { name: 'adhérents.xlsx', content })
  const [piece] = await rows<{ bytes: Buffer }>('select bytes from import_piece')
  expect(piece!.bytes.toString()).toContain('"Marie &file;&name;",m@example.org')
})

test.each(['Europe/Paris', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Marquesas'])(
  'the days of a workbook are the same on a machine whose clocks are those of %s',
  (TZ) => {
    const script = `import read from 'read-excel-file/node'; const rows = (await read(Buffer.from(process.argv[1], 'base64')))[0].data; console.log(rows[0][0].toISOString().slice(0, 10))`
    const file = workbook({ a: [[{ day: 25_689 }], [{ day: 42_460 }]] }).toString('base64')
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script, file], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    })
    expect(said.trim()).toBe('1970-05-01')
  },
)

test.each([
  ['an old workbook', 'x.xls', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)])],
  [
    'an old workbook under another name',
    'x.csv',
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]),
  ],
  [
    'an open document',
    'x.ods',
    Buffer.from(
      zipSync({
        mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
        'content.xml': strToU8('<x/>'),
      }),
    ),
  ],
  ['one of a Macintosh', 'x.numbers', Buffer.from(zipSync({ 'Index.zip': strToU8('x') }))],
])('%s is refused with the words how to save it anew', async (_what, name, content) => {
  const answer = await upload(program, await member(), { name, content })
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('CSV UTF-8')
  expect(await rows('select 1 from import')).toEqual([])
})

test('a zip of more files than any export holds is refused, and leaves nothing', async () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`${n}.md`, strToU8('x')]))
  const zip = (files: typeof many) => ({
    name: 'x.zip',
    content: Buffer.from(zipSync({ ...files, 'z.csv': strToU8('Courriel\na@example.org\n') })),
  })
  const { '0.md': _one, ...fewer } = many
  const answer = await upload(program, await member(), zip(many))
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('1\u202f000 fichiers')
  expect(await rows('select 1 from import')).toEqual([])
  expect((await upload(program, await member(), zip(fewer))).statusCode).toBe(303)
})

test('several addresses and numbers of one cell are hers', async () => {
  await imported(program, await member(), {
    name: 'x.csv',
    content: 'Prénom;Courriel;Téléphone\nZoé;zoe@example.org, z2@example.org;0612345678 / 0472000000\n',
  })
  expect(await rows('select value from contact_point order by kind, value')).toEqual(
    ['z2@example.org', 'zoe@example.org', '+33472000000', '+33612345678'].map((value) => ({ value })),
  )
})

test('a name in one column is asked for its order, next to the column', async () => {
  const browser = await member()
  const content = 'Nom complet;Courriel\nLacaze Zoé;z@example.org\n'
  const path = (await upload(program, browser, { name: 'x.csv', content })).headers.location!
  const said = {
    ...SAID,
    'says.news': 'none',
    'says.calls': 'none',
    'map.0': 'full_name',
    'map.1': 'email',
  }
  const asked = await browser.post(`${path}/mapping`, said)
  expect(asked.statusCode).toBe(422)
  expect(asked.body).toContain('field-map-0-error')
  await imported(program, browser, { name: 'y.csv', content, said: { 'map.0': 'full_name:family-first' } })
  expect(await names()).toEqual(['Zoé Lacaze'])
  // Where the header says it, nobody is asked.
  await imported(program, browser, { name: 'z.csv', content: 'Nom Prénom;Courriel\nde la Tour Marie;m@example.org\n' })
  expect(await names()).toEqual(['Marie de la Tour', 'Zoé Lacaze'])
})

test('a year to come is no year of birth, in a file and in a form', async () => {
  const browser = await member()
  const id = await imported(program, browser, {
    name: 'x.csv',
    content: 'Prénom;Courriel;Date de naissance\nZoé;z@example.org;01/05/2080\nLéo;l@example.org;01/05/1980\n',
    said: { dates: 'dmy' },
  })
  expect(await counts(id)).toEqual({ created: 1, refused: 1 })
  expect((await browser.get(`/staff/imports/${id}/refused.csv`)).body).toContain('z@example.org')
  const [leo] = await rows<{ id: string }>('select id from person')
  const form = { given_name: 'Léo', locale: 'fr', country: 'FR', born_on: '2080-05-01' }
  const answer = await browser.post(`/staff/people/${leo!.id}/details`, form)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('field-born_on-error')
})

test('a slash is a letter of a name', async () => {
  await imported(program, await member(), {
    name: 'x.csv',
    content: 'Prénom;Nom;Courriel;Étiquettes\nZoé;Durand/Martin;z@example.org;24/7\n',
  })
  expect(await names()).toEqual(['Zoé Durand/Martin'])
  expect(await rows('select name from tag')).toEqual([{ name: '24/7' }])
  const [zoe] = await rows<{ id: string }>('select id from person')
  const edit = { given_name: 'Zoé', family_name: 'Durand / Martin', locale: 'fr', country: 'FR' }
  expect((await (await member()).post(`/staff/people/${zoe!.id}/details`, edit)).statusCode).toBe(303)
  const link = await (await member()).post(`/staff/people/${zoe!.id}/details`, { ...edit, family_name: 'example.org/x' })
  expect(link.statusCode).toBe(422)
})

/** The file of everybody, as who may export it gets it. */
async function exported(): Promise<string> {
  const officer = await staffMember(program, 'administrator')
  const audience = (await officer.post('/staff/audiences/new', { act: 'save', name: 'Tout le monde' })).headers.location!
  const path = (await officer.post(`${audience}/export`)).headers.location!
  await until(async () => (await officer.get(path)).body.includes(`${path}/file`) || undefined, 'the file')
  return (await officer.get(`${path}/file`)).body
}

const held = async () => ({
  people: await rows(
    'select id, given_name, family_name, locale, country, postal_code, place_id, town, street, born_on, custom, agreed from person order by id',
  ),
  points: await rows('select person_id, kind, value, quality, claimed from contact_point order by person_id, kind, value'),
  tags: await rows('select person_id, name from person_tag join tag on tag.id = tag_id order by 1, 2'),
  consents: await rows('select person_id, purpose, channel, action from consent order by id'),
  others: await rows(
    'select (select count(*)::int from foreign_id) as ids, (select count(*)::int from suppression) as list, (select count(*)::int from unproved_consent) as unproved',
  ),
})

test('what was exported of a selection comes back without a change, also of who has no address', async () => {
  const browser = await member()
  await addSupporters(program, [{ given_name: 'Noa', family_name: 'Restée', email: 'noa@example.org', news: true }])
  const content = [
    'Prénom;Nom;Courriel;Téléphone;Code postal;Ville;Adresse;Date de naissance;Étiquettes;T-shirt;Accepte les nouvelles',
    'Zoé;Lacaze;zoe@example.org, z2@example.org;0612345678 / 0472000000;69001;Lyon;1 rue du Port;1970-05-01;"a, b";XL;oui',
    'Léo;Aubrac;;;;Nulle-Part;;;;;',
    '=cmd;"Durand; Petit";d@example.org;;38000;Grenoble;"2, rue ""Haute""";;24/7;-x;non',
    'Ana;;;0472000001;;;;;;;',
    'Ana;Partie;ana@example.org;;;;;;;;désinscrite',
  ].join('\n')
  await imported(program, browser, { name: 'x.csv', content, said: { 'map.9': 'custom:t_shirt' } })
  const before = await held()
  const csv = await exported()
  const id = await imported(program, browser, { name: 'selection.csv', content: csv })
  expect(await counts(id)).toEqual({ unchanged: 6 })
  expect(await held()).toEqual(before)
})

test('refused rows that were mended come in, by the same columns', async () => {
  const browser = await member()
  const content = 'Prénom;Nom;Courriel;Newsletter\nZoé;Lacaze;not-an-address;oui\nLéo;Aubrac;l@example.org;oui\n'
  const id = await imported(program, browser, { name: 'x.csv', content })
  const refused = (await browser.get(`/staff/imports/${id}/refused.csv`)).body
  const again = await imported(program, browser, {
    name: 'refused.csv',
    content: refused.replace('not-an-address', 'z@example.org'),
  })
  expect(await counts(again)).toEqual({ created: 1 })
  expect(await names()).toEqual(['Léo Aubrac', 'Zoé Lacaze'])
})

test('a row with more cells than columns is told before the import, and comes back whole', async () => {
  const browser = await member()
  const content = 'Prénom;Nom;Courriel;Notes\nZoé;Lacaze;z@example.org;12; rue du Port\nLéo;Aubrac;l@example.org;;;\n'
  const id = await tried(program, browser, { name: 'x.csv', content })
  const page = (await browser.get(`/staff/imports/${id}`)).body
  expect(page).toContain('plus de cases')
  expect(await rows('select refusals from import')).toEqual([{ refusals: [{ reason: 'reading.row.surplus', n: 1, lines: [1] }] }])
  expect(await counts(id)).toEqual({ created: 1, refused: 1 })
  await browser.post(`/staff/imports/${id}/start`)
  await stateOf(program, id, 'done')
  expect(await names()).toEqual(['Léo Aubrac'])
  expect((await browser.get(`/staff/imports/${id}/refused.csv`)).body).toContain('Zoé,Lacaze,z@example.org,12, rue du Port\r\n')
})

test('a cross in a column of consents counts for nothing, until somebody says that it means yes', async () => {
  const browser = await member()
  const file = { name: 'x.csv', content: 'Prénom;Courriel;Newsletter\nZoé;z@example.org;x\nLéo;l@example.org;\n' }
  const id = await tried(program, browser, file)
  expect((await browser.get(`/staff/imports/${id}`)).body).toContain('une croix')
  expect((await browser.get(`/staff/imports/${id}/mapping`)).body).toContain('que veut dire la croix')
  const agreed = () => rows("select given_name from person where 'news:email' = any(agreed)")
  await imported(program, browser, file)
  expect(await agreed()).toEqual([])
  await imported(program, browser, { ...file, said: { 'map.2': 'yes-cross:news' } })
  expect(await agreed()).toEqual([{ given_name: 'Zoé' }])
})

test('the trial names each reason with its rows, those that come in without a part among them', async () => {
  const bad = Array.from({ length: 25 }, (_, n) => `Zoé;Lacaze;nobody${n};;FR`)
  const content = [
    'Prénom;Nom;Courriel;Téléphone;Pays',
    ...bad,
    'Léo;Aubrac;l@example.org;12;FR',
    'Ana;Ibarra;a@example.org;;Ruritanie',
  ].join('\n')
  await tried(program, await member(), { name: 'x.csv', content })
  expect(await rows('select refusals from import')).toEqual([
    {
      refusals: [
        { reason: 'reading.row.email', n: 25, lines: Array.from({ length: 20 }, (_, n) => n + 1) },
        { reason: 'reading.row.phone-unread', n: 1, lines: [26] },
        { reason: 'reading.row.country-unread', n: 1, lines: [27] },
      ],
    },
  ])
})
