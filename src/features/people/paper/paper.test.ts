import QRCode from 'qrcode'
import { describe, expect, test } from 'vitest'
import { movementOf } from '../../../../tests/support/home.ts'
import { drawings, readPdf } from '../../../../tests/support/pdf.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { becomeSupporter, eraseOneself, postForm } from '../../../../tests/support/signing.ts'
import { openStrongSession, signIn, staffMember, type Visitor, visitorOf } from '../../../../tests/support/staff.ts'
import { leavePath } from '../core/index.ts'
import { Conflict } from '#platform/errors'
import { hashOf } from '../addresses/index.ts'
import { enterLine } from './commands.ts'
import { findSheet } from './queries.ts'
import { LINES } from './rules.ts'
const program = await useProgram({ working: true })
const { app, rows } = program

const zoe = {
  given_name: 'Zoé',
  family_name: 'Lacaze',
  postal_code: '69003',
  town: 'Lyon',
  email: 'zoe@example.org',
  'consents[news]': 'true',
}

/** A sheet that came back, ready to be typed in. Gives its path. */
async function sheet(member: Visitor, locale = 'fr'): Promise<string> {
  const printed = (await member.post('/staff/sheets', { locale, place: 'Marché', copies: '1' })).headers.location!
  const path = `/staff/sheets/${/printed=(\d+)/.exec(printed)![1]}`
  await member.post(path, { collector: 'Rachid Amrani', collected_on: program.clock.now.toISOString().slice(0, 10) })
  return path
}

describe('printing', () => {
  test('gives each sheet a number of its own, also to fifty who print at once', async () => {
    const member = await staffMember(program, 'staff')
    await Promise.all(Array.from({ length: 50 }, () => member.post('/staff/sheets', { locale: 'fr', copies: '2' })))
    const numbers = await rows<{ number: number }>('select number from sheet order by number')
    expect(numbers).toHaveLength(100)
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(100)
  })

  test.each(['fr', 'en', 'es'])('makes a PDF of a page each, in %s, with lines to sign on', async (locale) => {
    const member = await staffMember(program, 'volunteer')
    const printed = (await member.post('/staff/sheets', { locale, place: 'Marché de l’Ñandú', copies: '3' })).headers.location!
    const [from, to] = /printed=(\d+)-(\d+)/.exec(printed)!.slice(1)
    const pdf = await member.get(`/staff/sheets.pdf?from=${from}&to=${to}`)
    expect(pdf.headers['content-type']).toBe('application/pdf')
    const { pages, text, words } = await readPdf(pdf.rawPayload)
    expect(pages).toBe(3)
    const on = (page: number, within: (word: (typeof words)[number]) => boolean) =>
      words.filter((word) => word.page === page && within(word)).map((word) => word.text)
    const beside = [1, 2, 3].map((page) => on(page, ({ left, base }) => left > 640 && base < 50).join(' '))
    // In the order in which they are to be handed out.
    expect(beside.map((words) => Number(/\d+/.exec(words)?.[0]))).toEqual([0, 1, 2].map((n) => Number(from) + n))
    const lines = on(1, ({ left, base, text }) => left < 45 && base > 124 && /^\d+$/.test(text))
    expect(lines).toEqual(Array.from({ length: LINES }, (_, n) => String(n + 1)))
    expect(text).toContain('Marché de l’Ñandú')
  })

  test('each sheet bears the code of its own number', async () => {
    const member = await staffMember(program, 'volunteer')
    await member.post('/staff/sheets', { locale: 'fr', copies: '2' })
    const { bytes } = await readPdf((await member.get('/staff/sheets.pdf?from=1&to=2')).rawPayload)
    // In each line a box to tick for each purpose.
    const [{ boxes }] = (await rows<{ boxes: number }>(
      'select count(*)::int - 1 as boxes from sheet, jsonb_object_keys(agreed) where number = 1',
    )) as [{ boxes: number }]
    expect(boxes).toBeGreaterThan(0)
    for (const drawing of drawings(bytes)) expect(drawing.match(/ 12 12 re$/gm)).toHaveLength(LINES * boxes)
    const codeOf = (number: number) =>
      QRCode.create(new URL(`/sheet/${number}`, app.config.publicUrl).href, { errorCorrectionLevel: 'M' }).modules
    const drawn = drawings(bytes).flatMap((drawing) => {
      const side = 64 / codeOf(1).size
      const dark = Array.from(
        drawing.matchAll(/^(\S+) (\S+) (\S+) \S+ re$/gm),
        (one) => one.slice(1).map(Number) as [number, number, number],
      )
        .filter(([, , wide]) => Math.abs(wide - side) < 0.01)
        .map(([x, y]) => `${Math.round((y - 30) / side)},${Math.round((x - 747.89) / side)}`)
      return dark.length > 0 ? [dark.toSorted()] : []
    })
    const meant = [1, 2].map(codeOf).map((modules) =>
      Array.from({ length: modules.size ** 2 }, (_, at) => [Math.floor(at / modules.size), at % modules.size] as const)
        .flatMap(([row, column]) => (modules.get(row, column) ? [`${row},${column}`] : []))
        .toSorted(),
    )
    expect(drawn).toEqual(meant)
  })

  test('says what is wrong next to its field', async () => {
    const member = await staffMember(program, 'staff')
    const answer = await member.post('/staff/sheets', { locale: 'fr', copies: '51' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('field-copies-error')
    expect(await rows('select 1 from sheet')).toHaveLength(0)
  })

  test('the code on it opens the form; who transcribes types the number', async () => {
    const member = await staffMember(program, 'volunteer')
    const path = await sheet(member)
    const number = path.split('/').at(-1)!
    expect((await visitorOf(program).get(`/sheet/${number}`)).headers.location).toBe('/sign')
    expect((await member.post('/staff/sheets/opening', { number })).headers.location).toBe(path)
    expect((await member.get('/staff/sheets/999')).statusCode).toBe(404)
  })
})

describe('a line', () => {
  test('makes a supporter who is counted, with the sheet, its line and its collector as proof', async () => {
    const member = await staffMember(program, 'staff')
    const path = await sheet(member, 'es')
    expect((await member.post(`${path}/lines`, { line: '1', ...zoe })).statusCode).toBe(303)
    const [person] = await rows(
      'select given_name, locale, origin, agreed, confirmed_on is not null as supporter, area_rank from person',
    )
    expect(person).toEqual({
      given_name: 'Zoé',
      locale: 'es',
      origin: 'paper',
      agreed: ['news:email', 'support:file'],
      supporter: true,
      area_rank: 1,
    })
    expect(await rows("select n from supporter_tally where scope = 'total' and key = 'supporters'")).toEqual([{ n: 1 }])
    const [news] = await rows<{ evidence: string; wording_text: string; wording_id: string; method: string }>(
      "select evidence, wording_text, wording_id, method from consent where purpose = 'news'",
    )
    expect(news).toMatchObject({ method: 'paper', wording_id: 'people.consent.news.v1' })
    expect(news!.wording_text).toContain('recibir')
    for (const text of ['línea 1', 'Rachid Amrani']) expect(news!.evidence).toContain(text)
    expect((await member.get(path)).body).toContain('Zoé Lacaze')
  })

  test('needs no e-mail address, and waits for a collector', async () => {
    const member = await staffMember(program, 'staff')
    const path = await sheet(member)
    expect(
      (
        await member.post(`${path}/lines`, {
          line: '1',
          given_name: 'Josette',
          phone: '04 78 00 00 00',
          'consents[calls]': 'true',
        })
      ).statusCode,
    ).toBe(303)
    expect(await rows('select kind, value from contact_point')).toEqual([{ kind: 'phone', value: '+33478000000' }])
    await rows('update sheet set collector = null, collected_on = null')
    expect((await member.post(`${path}/lines`, { line: '2', given_name: 'Jeanne' })).statusCode).toBe(409)
    expect((await member.post(path, { collector: 'R. A.', collected_on: '2199-01-01' })).statusCode).toBe(422)
  })

  test('takes nothing that the form does not ask for', async () => {
    const member = await staffMember(program, 'staff')
    const path = await sheet(member)
    expect((await member.post(`${path}/lines`, { line: '1', given_name: 'Zoé', born_on: '1999-01-01' })).statusCode).toBe(422)
    expect(await rows('select 1 from person')).toEqual([])
  })

  test('is entered once, by ten at once', async () => {
    const member = await staffMember(program, 'staff')
    const path = await sheet(member)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => member.post(`${path}/lines`, { line: '1', given_name: `Zoé${n}` })),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(9)
    expect(await rows('select 1 from person')).toHaveLength(1)
  })

  test('brings up to date who is there, wakes nobody who left, and brings back nobody who was erased', async () => {
    const member = await staffMember(program, 'staff')
    const path = await sheet(member)
    const [id] = await addSupporters(program, [
      { given_name: 'Zoé', family_name: 'Lacaze', email: 'zoe@example.org', news: true },
    ])
    await postForm(program, leavePath(app, id!), { purpose: 'all' })
    await member.post(`${path}/lines`, { line: '1', ...zoe })
    expect(await rows('select agreed from person')).toEqual([{ agreed: ['support:file'] }])
    expect((await member.get(path)).body).toContain('Elle avait dit non')
    await eraseOneself(program, id!)
    await member.post(`${path}/lines`, { line: '2', ...zoe })
    expect(await rows('select 1 from person')).toHaveLength(0)
    expect(await rows('select fate from sheet_line order by line')).toEqual([{ fate: 'unchanged' }, { fate: 'refused' }])
  })

  test('with a box ticked needs the address that it is about', async () => {
    const member = await staffMember(program, 'staff')
    const path = await sheet(member)
    const answer = await member.post(`${path}/lines`, { line: '1', given_name: 'Zoé', 'consents[news]': 'true' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('field-email-error')
    expect(await rows('select 1 from sheet_line')).toHaveLength(0)
  })

  test('that was mistyped is taken back, tally and all; one that touched somebody else is not', async () => {
    const member = await staffMember(program, 'volunteer')
    const path = await sheet(member)
    await member.post(`${path}/lines`, { line: '1', ...zoe })
    expect((await member.post(`${path}/lines/1/removal`)).statusCode).toBe(303)
    for (const table of ['person', 'contact_point', 'person_key', 'sheet_line'])
      expect(await rows(`select 1 from ${table}`)).toHaveLength(0)
    expect(await rows('select 1 from supporter_tally where n > 0')).toHaveLength(0)
    await member.post(`${path}/lines`, { line: '1', ...zoe })
    await member.post(`${path}/lines`, { line: '2', ...zoe, given_name: 'Zo' })
    // Who does not see the file learns nothing from it: the line goes, the person whom another line made stays.
    expect((await member.post(`${path}/lines/2/removal`)).statusCode).toBe(303)
    expect(await rows('select 1 from person')).toHaveLength(1)
    const seeing = await staffMember(program, 'staff')
    await seeing.post(`${path}/lines`, { line: '2', ...zoe, given_name: 'Z.' })
    expect((await seeing.post(`${path}/lines/2/removal`)).statusCode).toBe(409)
    // Who may see the file corrects what was typed, and does not type it once more.
    await seeing.post(`${path}/lines`, { line: '4', ...zoe, family_name: 'Lacase', email: 'lacase@example.org' })
    const again = await seeing.post(`${path}/lines/4/removal`)
    expect(again.body).toContain('name="line" value="4"')
    for (const value of ['Lacase', 'lacase@example.org', '69003', 'Lyon']) expect(again.body).toContain(`value="${value}"`)
    await member.post(`${path}/illegible`, { line: '3' })
    expect((await member.post(`${path}/lines/3/removal`)).statusCode).toBe(303)
  })

  test('is not taken back over who has confirmed since', async () => {
    const seeing = await staffMember(program, 'staff')
    const path = await sheet(seeing)
    await seeing.post(`${path}/lines`, { line: '1', ...zoe })
    program.clock.now = new Date(program.clock.now.getTime() + 60_000)
    await becomeSupporter(program, { email: zoe.email })
    expect((await seeing.post(`${path}/lines/1/removal`)).statusCode).toBe(409)
    expect(await rows('select confirmed_on is not null as supporter from person')).toEqual([{ supporter: true }])
  })
})

describe('who types', () => {
  test('sees who may be meant, within the territory, and is noted for it', async () => {
    const [here] = await addSupporters(program, [
      { given_name: 'Zoé', family_name: 'Lacaze', email: 'zoe@example.org', place: 'FR-69123' },
      { given_name: 'Zoé', family_name: 'Lacaze', email: 'other@example.org', place: 'FR-38185' },
    ])
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    const path = await sheet(coordinator)
    const ask = (typed: Record<string, string>) =>
      coordinator.post(`${path}/matches`, { given_name: '', family_name: '', email: '', phone: '', ...typed })
    expect((await ask({ given_name: 'zoe', family_name: 'LACAZE' })).json()).toEqual({
      matches: [{ id: here, name: 'Zoé Lacaze', town: 'Lyon', why: 'name' }],
    })
    expect((await ask({ email: 'ZOE@example.org' })).json().matches).toHaveLength(1)
    expect((await ask({ email: 'other@example.org' })).json().matches).toHaveLength(0)
    expect((await ask({ given_name: 'Zoé' })).json().matches).toHaveLength(0)
    expect((await ask({ given_name: 'zoe', family_name: 'lacaze', postal_code: '75001' })).json().matches).toHaveLength(0)
    expect(
      await rows("select count from journal where actor = $1 and object_kind = 'people'", [coordinator.account]),
    ).toHaveLength(2)
  })

  test('without the right to see people learns of nobody whether she is in the file', async () => {
    await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Lacaze', email: 'zoe@example.org' }])
    const volunteer = await staffMember(program, 'volunteer')
    const path = await sheet(volunteer)
    expect(
      (await volunteer.post(`${path}/matches`, { given_name: '', family_name: '', email: 'zoe@example.org', phone: '' }))
        .statusCode,
    ).toBe(403)
    const shown = async (line: string, email: string) => {
      await volunteer.post(`${path}/lines`, { line, ...zoe, email })
      const page = (await volunteer.get(path)).body
      await rows('delete from sheet_line')
      return page.replaceAll(/nonce="[^"]*"/g, '')
    }
    expect(await shown('1', 'zoe@example.org')).toBe(await shown('1', 'unknown@example.org'))
  })

  test('makes the same queries however many lines there are', async () => {
    const member = await staffMember(program, 'staff')
    const path = await sheet(member)
    const few = await countQueries(program, () => member.get(path))
    for (let line = 1; line <= 5; line++)
      await member.post(`${path}/lines`, { line: String(line), given_name: 'Ana', family_name: `Ruiz ${line}` })
    expect(await countQueries(program, () => member.get(path))).toBe(few)
  })
})

describe('what an attack found', () => {
  test('nobody takes back what another typed, but who may erase people there', async () => {
    const [typist, other] = [await staffMember(program, 'staff'), await staffMember(program, 'volunteer')]
    const path = await sheet(typist)
    await typist.post(`${path}/lines`, { line: '1', ...zoe })
    await typist.post(`${path}/illegible`, { line: '2' })
    for (const line of [1, 2]) expect((await other.post(`${path}/lines/${line}/removal`)).statusCode).toBe(403)
    program.clock.now = new Date(program.clock.now.getTime() + 25 * 3_600_000)
    const late = await staffMember(program, 'volunteer')
    expect((await late.post(`${path}/lines/1/removal`)).statusCode).toBe(403)
    // Nor, a day later, what she typed herself.
    expect((await (await openStrongSession(program, typist.account)).post(`${path}/lines/1/removal`)).statusCode).toBe(403)
    expect(await rows('select 1 from person')).toHaveLength(1)
    const officer = await staffMember(program, 'administrator')
    expect((await officer.post(`${path}/lines/1/removal`)).statusCode).toBe(303)
  })

  test('a line for somebody known elsewhere makes a record of its own: she stays as she is, and looks like anybody new', async () => {
    const [lea] = await addSupporters(program, [
      { given_name: 'Léa', family_name: 'Loin', email: 'loin@example.org', place: 'FR-38185', postal_code: '38000' },
    ])
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    const path = await sheet(coordinator)
    const before = await rows('select * from person where id = $1', [lea])
    await coordinator.post(`${path}/lines`, { line: '1', ...zoe, email: 'loin@example.org' })
    await coordinator.post(`${path}/lines`, { line: '2', ...zoe, email: 'nobody@example.org' })
    expect(await rows('select * from person where id = $1', [lea])).toEqual(before)
    const fates = await rows<{ fate: string }>('select fate, reason from sheet_line order by line')
    expect(fates).toEqual([
      { fate: 'created', reason: null },
      { fate: 'created', reason: null },
    ])
    const page = (await coordinator.get(path)).body
    expect(page.match(/Zoé Lacaze/g)?.length).toBe(2)
    expect((await signIn(program, 'loin@example.org')).cookies.has('session')).toBe(true)
    const reader = await signIn(program, 'loin@example.org')
    // Under another name it is somebody who shares the mailbox: whoever reads it says who she is.
    expect((await reader.get('/me')).headers.location).toContain('/which-of-you')
    await reader.post('/which-of-you', { person: lea! })
    expect((await reader.get('/me')).body).toContain('Léa')
    for (const line of [1, 2]) expect((await coordinator.post(`${path}/lines/${line}/removal`)).statusCode).toBe(200)
    expect(await rows('select id from person')).toEqual([{ id: lea }])
  })

  test('nor is a line in her own name told to be hers where she is known elsewhere: nothing of her record changes', async () => {
    const [loin] = await addSupporters(program, [
      { given_name: 'Zoé', family_name: 'Lacaze', email: zoe.email, place: 'FR-38185', postal_code: '38000' },
    ])
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    const path = await sheet(coordinator)
    const before = await rows('select * from person where id = $1', [loin])
    await coordinator.post(`${path}/lines`, { line: '1', ...zoe })
    expect(await rows('select * from person where id = $1', [loin])).toEqual(before)
    expect(await rows('select fate, reason, person_id = $1 as hers from sheet_line', [loin])).toEqual([
      { fate: 'created', reason: null, hers: false },
    ])
  })

  test('a line that quotes a collector whom somebody has just corrected is not entered', async () => {
    const typist = await staffMember(program, 'volunteer')
    const path = await sheet(typist)
    const read = (await findSheet(app.database.read, Number(path.split('/').at(-1)), 'everywhere'))!
    await typist.post(path, { collector: 'Ana Ruiz', collected_on: read.collected_on! })
    const hand = { actor: { account: typist.account } as never, now: program.clock.now }
    const entry = { sheet: read, row: { line: 1 } as never, hashOf: hashOf(app), purposes: [], wordings: {}, proof: 'x' }
    await expect(app.database.transact((tx) => enterLine(tx, hand, entry))).rejects.toThrow(Conflict)
    expect(await rows('select 1 from sheet_line')).toEqual([])
  })

  test('who has moved to another territory still finds the sheets that she printed', async () => {
    const typist = await staffMember(program, 'volunteer', { area_id: 'FR-69' })
    const other = await staffMember(program, 'volunteer', { area_id: 'FR-38' })
    const path = await sheet(typist)
    await rows("update mandate set area_id = 'FR-38' where account_id = $1 returning id", [typist.account])
    expect((await typist.get('/staff/sheets')).body).toContain(path)
    expect((await other.get('/staff/sheets')).body).not.toContain(path)
  })

  test('somebody of another name at a known address is somebody else: couples share mailboxes', async () => {
    const [lea] = await addSupporters(program, [{ given_name: 'Léa', family_name: 'Petit', email: 'petit@example.org' }])
    await rows('update person set confirmed_on = null, area_rank = null where id = $1', [lea])
    const typist = await staffMember(program, 'staff')
    const path = await sheet(typist)
    await typist.post(`${path}/lines`, {
      line: '1',
      ...zoe,
      given_name: 'Paul',
      family_name: 'Roche',
      email: 'petit@example.org',
    })
    await typist.post(`${path}/lines`, { line: '2', ...zoe, given_name: 'Lea', family_name: '', email: 'petit@example.org' })
    expect(await rows('select given_name, family_name from person order by given_name')).toEqual([
      { given_name: 'Lea', family_name: 'Petit' },
      { given_name: 'Paul', family_name: 'Roche' },
    ])
  })

  test('a second sheet with the same person keeps the first from being taken back over it', async () => {
    const typist = await staffMember(program, 'staff')
    const [first, second] = [await sheet(typist), await sheet(typist)]
    await typist.post(`${first}/lines`, { line: '1', ...zoe, news: '' })
    program.clock.now = new Date(program.clock.now.getTime() + 60_000)
    await typist.post(`${second}/lines`, { line: '1', ...zoe })
    expect((await typist.post(`${first}/lines/1/removal`)).statusCode).toBe(409)
    expect(await rows('select 1 from person')).toHaveLength(1)
  })

  test.each(['2016-13-45', '2016-02-30', '0000-00-00', '0001-01-01', '2016-01-01', '2999-01-01'])(
    'a sheet that was collected on %s is refused next to its field',
    async (collected_on) => {
      const typist = await staffMember(program, 'volunteer')
      await typist.post('/staff/sheets', { locale: 'fr', copies: '1' })
      const answer = await typist.post('/staff/sheets/1', { collector: 'Rachid Amrani', collected_on })
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain('field-collected_on-error')
    },
  )

  test('a sheet that was collected today by the clocks of the movement is taken, and one of tomorrow is not', async () => {
    movementOf(program, { timeZone: 'Pacific/Noumea' })
    program.clock.now = new Date('2026-11-24T20:00:00Z')
    const typist = await staffMember(program, 'volunteer')
    await typist.post('/staff/sheets', { locale: 'fr', copies: '1' })
    const take = async (collected_on: string) =>
      (await typist.post('/staff/sheets/1', { collector: 'Rachid Amrani', collected_on })).statusCode
    expect([await take('2026-11-26'), await take('2026-11-25')]).toEqual([422, 303])
  })

  test('who collected a sheet is fixed once a line quotes it', async () => {
    const typist = await staffMember(program, 'volunteer')
    const path = await sheet(typist)
    await typist.post(`${path}/lines`, { line: '1', ...zoe })
    const today = program.clock.now.toISOString().slice(0, 10)
    expect((await typist.post(path, { collector: 'Somebody else', collected_on: today })).statusCode).toBe(409)
  })

  test('what is no form at all is a form with nothing in it', async () => {
    const typist = await staffMember(program, 'administrator')
    const path = await sheet(typist)
    for (const url of ['/staff/sheets', path, `${path}/lines`, '/staff/keys'])
      expect((await typist.send('POST', url)).statusCode, url).toBe(422)
  })

  const odd: Record<string, string>[] = [{ postal_code: '\u0000', given_name: 'a', family_name: 'b' }, { email: '\u0000@a.b' }]
  test.each(odd)('odd characters while one types (%j) are an error, and no bug', async (typed) => {
    const typist = await staffMember(program, 'staff')
    expect((await typist.post(`${await sheet(typist)}/matches`, typed)).statusCode).toBe(422)
  })
})

describe('a sheet lies where whoever brought it back is in charge', () => {
  const inCharge = async () => {
    const [rhone, region, lyon, isere] = [
      { area_id: 'FR-69' },
      { area_id: 'FR-R84' },
      { place_id: 'FR-69123' },
      { area_id: 'FR-38' },
    ]
    const member = (territory: object) => staffMember(program, 'volunteer', territory)
    return { rhone: await member(rhone), region: await member(region), lyon: await member(lyon), isere: await member(isere) }
  }
  const returned = () => ({ collector: 'Rachid Amrani', collected_on: program.clock.now.toISOString().slice(0, 10) })

  test('blank it is anybody’s to bring back, and then of that territory: nobody of elsewhere reads who collected it, nor types a line', async () => {
    const { rhone, region, lyon, isere } = await inCharge()
    const national = await staffMember(program, 'staff')
    const location = (await national.post('/staff/sheets', { locale: 'fr', copies: '1' })).headers.location!
    const path = `/staff/sheets/${/printed=(\d+)/.exec(location)![1]}`
    for (const who of [rhone, region, lyon, isere]) expect((await who.get(path)).statusCode).toBe(200)
    expect((await rhone.post(path, returned())).statusCode).toBe(303)
    for (const who of [national, region, rhone]) expect((await who.get(path)).body).toContain('Rachid Amrani')
    // A town of the department is less than all of it.
    for (const who of [isere, lyon]) {
      const { statusCode, body } = await who.get(path)
      expect(statusCode).toBe(404)
      expect(body).toContain('autre territoire')
      expect(body).not.toContain('Rachid')
      for (const [act, fields] of [
        ['', returned()],
        ['/lines', { line: '1', ...zoe }],
        ['/illegible', { line: '1' }],
        ['/lines/1/removal', {}],
      ] as const)
        expect((await who.post(path + act, fields as Record<string, string>)).statusCode, act).toBe(404)
      expect((await who.get(`/staff/sheets.pdf?from=${path.split('/').at(-1)}&to=${path.split('/').at(-1)}`)).statusCode).toBe(
        404,
      )
      expect((await who.get('/staff/sheets')).body).not.toContain(path)
    }
    expect((await rhone.get('/staff/sheets')).body).toContain(path)
    expect(await rows('select 1 from sheet_line')).toHaveLength(0)
  })

  test('printed in a territory it comes back there, or in a part of it, and stays with who printed it', async () => {
    const { rhone, region, lyon, isere } = await inCharge()
    const national = await staffMember(program, 'staff')
    const location = (await rhone.post('/staff/sheets', { locale: 'fr', copies: '1' })).headers.location!
    const path = `/staff/sheets/${/printed=(\d+)/.exec(location)![1]}`
    expect((await isere.get(path)).statusCode).toBe(404)
    expect((await isere.post(path, returned())).statusCode).toBe(404)
    expect((await lyon.get(path)).statusCode).toBe(200)
    expect((await lyon.post(path, returned())).statusCode).toBe(303)
    for (const who of [lyon, rhone]) expect((await who.get(path)).body).toContain('Rachid Amrani')
    expect((await isere.get(path)).statusCode).toBe(404)
    // Also when somebody in charge of more brings it back.
    for (const who of [region, national]) {
      const next = `/staff/sheets/${/printed=(\d+)/.exec((await rhone.post('/staff/sheets', { locale: 'fr', copies: '1' })).headers.location!)![1]}`
      expect((await who.post(next, returned())).statusCode).toBe(303)
      expect((await rhone.get(next)).body).toContain('Rachid Amrani')
      expect((await isere.get(next)).statusCode).toBe(404)
    }
  })

  test('of two who say at once where it comes from, in two territories, one does', async () => {
    const { rhone, isere } = await inCharge()
    const national = await staffMember(program, 'staff')
    for (let n = 0; n < 10; n += 1) {
      const location = (await national.post('/staff/sheets', { locale: 'fr', copies: '1' })).headers.location!
      const path = `/staff/sheets/${/printed=(\d+)/.exec(location)![1]}`
      const answers = await Promise.all([rhone, isere].map((who) => who.post(path, returned())))
      expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 404])
    }
  })
})
