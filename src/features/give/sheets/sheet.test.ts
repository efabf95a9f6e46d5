import { expect, test } from 'vitest'
import { addRecipient, GIVER, treasurerOf, pathOf, sendGift, sheetOf, writeSheet } from '../../../../tests/support/giving.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { visitorOf } from '../../../../tests/support/staff.ts'
import { loadDemoSheets } from './demo.ts'
import { FIELDS, ROWS } from './rules/sheet.ts'

const program = await useProgram({ working: true })
const { rows } = program

const gifts = () =>
  rows<{ state: string; amount: string; mode: string }>('select state, amount, mode from gift order by made_at, id')
const balances = () =>
  rows<{ code: string; balance: string }>('select code, balance from book_account where balance <> 0 order by code')
const promise = async (recipient: string, amount: string, given_name = 'Aline') => {
  await sendGift(visitorOf(program), recipient, { amount: 'other', other: amount, mode: 'cheque', given_name })
  const [gift] = await rows<{ number: string }>('select number from gift order by id desc limit 1')
  return gift!.number
}
const path = (recipient: string) => `/staff/books/${recipient}/sheet`

test('a sheet is tried, told, and written once: rows that are good, each in the books on its day', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  const number = await promise(recipient, '50')
  const came_on = new Date(program.clock.now.getTime() - 3 * 86_400_000).toISOString().slice(0, 10)
  const sheet = sheetOf(
    [
      { reference: number, cheque: '0000123' },
      { ...GIVER, amount: '30', cheque: '0000 124', email: 'rosa@example.org' },
      { ...GIVER, given_name: 'Sans', family_name: 'Courriel', amount: '12,50', cheque: '0000125' },
      { ...GIVER, given_name: 'Trop', family_name: 'Généreuse', amount: '8000', cheque: '0000126' },
    ],
    { came_on, slip: 'B-17' },
  )
  const tried = await officer.post(path(recipient), sheet)
  expect(tried.statusCode).toBe(422)
  expect(tried.body).toContain('3 lignes sont bonnes, 92,50')
  expect(tried.body).toContain('Une ligne ne sera pas écrite')
  expect(tried.body).toContain('7\u202f500')
  expect((await gifts()).map(({ state }) => state)).toEqual(['promised'])
  expect(await rows('select 1 from gift_sheet')).toEqual([])
  const told = /name="told" value="([^"]+)"/.exec(tried.body)![1]!
  const write = () => officer.post(path(recipient), { ...sheet, act: 'write', told })
  const answers = await Promise.all(Array.from({ length: 5 }, write))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 303, 303])
  expect(new Set(answers.map(pathOf)).size).toBe(1)
  expect((await gifts()).map(({ state, amount }) => `${state} ${amount}`).toSorted()).toEqual([
    'paid 1250',
    'paid 3000',
    'paid 5000',
  ])
  expect(await balances()).toEqual([
    { code: '5120', balance: '9250' },
    { code: '7541', balance: '-9250' },
  ])
  expect(await rows('select distinct day::text from book_entry')).toEqual([{ day: came_on }])
  const page = await officer.get(pathOf(answers[0]!))
  expect(page.body).toContain('3 cheques'.replace('cheques', 'chèques'))
  expect(page.body).toContain('B-17')
  // Whoever has a mailbox is thanked; the other is not written to, and nothing fails.
  const mails = await program.mailsWhen(3)
  expect(mails.map(({ to }) => to![0]!.address).toSorted()).toEqual([
    'aline@example.org',
    'aline@example.org',
    'rosa@example.org',
  ])
  expect(await rows("select action, count from journal where object_kind = 'gift-sheet' order by seq desc limit 2")).toEqual([
    { action: 'view', count: 3 },
    { action: 'receive', count: 3 },
  ])
})

test('nothing is written when other rows are good by now than were told', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  const sheet = sheetOf([{ ...GIVER, amount: '30', cheque: '1' }])
  for (const told of ['1 2999', '2 3000', ''])
    expect((await officer.post(path(recipient), { ...sheet, act: 'write', told })).headers.location).toBeUndefined()
  expect(await gifts()).toEqual([])
  expect((await officer.post(path(recipient), { ...sheet, act: 'write', told: '1 3000' })).statusCode).toBe(303)
})

test('two treasurers who type the same cheque at once: one is written, the other is warned, and may say that it is another', async () => {
  const recipient = await addRecipient(program)
  const [one, two] = [await treasurerOf(program, recipient), await treasurerOf(program, recipient)]
  const row = { ...GIVER, amount: '30', cheque: '0000124' }
  const sheets = [sheetOf([row]), sheetOf([row])]
  const answers = await Promise.all(
    [one, two].map((officer, n) => officer.post(path(recipient), { ...sheets[n]!, act: 'write', told: '1 3000' })),
  )
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 422])
  const warned = answers.find(({ statusCode }) => statusCode === 422)!
  expect(warned.body).toContain('Ressemble au don RF')
  expect(await gifts()).toHaveLength(1)
  const again = sheetOf([row], { again: 'true', twins: 'r1', act: 'write', told: '1 3000' })
  expect((await two.post(path(recipient), again)).statusCode).toBe(303)
  expect(await gifts()).toHaveLength(2)
})

test('the same cheque twice on one sheet, a promise that is typed as a new gift, and a number without its sum are seen', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  await promise(recipient, '50')
  const row = { ...GIVER, amount: '30', cheque: '124' }
  const tried = await officer.post(
    path(recipient),
    sheetOf([
      row,
      row,
      { ...GIVER, given_name: 'Aline', amount: '50' },
      { ...GIVER, given_name: 'Autre', amount: '40', cheque: '124' },
    ]),
  )
  expect(tried.body).toContain('name="twins" value="r2 r3 r4"')
  expect(tried.body).toContain('1 ligne est bonne')
  // Two cheques of one person that bear two numbers are two.
  const two = sheetOf([row, { ...row, cheque: '125' }])
  expect((await writeSheet(officer, recipient, two)).statusCode).toBe(303)
})

test('each row is refused beside itself: reference, amount, number, name, country, what was not signed', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  const number = await promise(recipient, '50')
  const wrong = async (row: Record<string, string>, fields = {}) => {
    const { body } = await officer.post(path(recipient), sheetOf([row], fields))
    return [...body.matchAll(/id="field-(\w+)-r1-error"/g)].map(([, field]) => field)
  }
  expect(await wrong({ reference: 'RF00' })).toEqual(['reference'])
  expect(await wrong({ reference: '12' })).toEqual(['reference'])
  expect(await wrong({ reference: number, amount: '49' })).toEqual(['amount'])
  expect(await wrong({ reference: number, cheque: 'abc' })).toEqual(['cheque'])
  expect(await wrong({ ...GIVER })).toEqual(['amount'])
  expect(await wrong({ ...GIVER, amount: '-5' })).toEqual(['amount'])
  expect(await wrong({ ...GIVER, amount: '5', family_name: '', town: '' })).toEqual(['family_name', 'town'])
  expect(await wrong({ ...GIVER, amount: '5', nationality: 'F' })).toEqual(['nationality'])
  expect(await wrong({ ...GIVER, amount: '5', given_name: 'x'.repeat(61) })).toEqual(['given_name'])
  expect(await wrong({ ...GIVER, amount: '5' }, { signed: '' })).toEqual(['amount'])
  expect(await wrong({ ...GIVER, amount: '5', country: 'US', nationality: 'US' })).toEqual(['amount'])
  expect(await wrong({ ...GIVER, amount: '151' }, { mode: 'cash' })).toEqual(['amount'])
  const future = await officer.post(path(recipient), sheetOf([{ ...GIVER, amount: '5' }], { came_on: '2999-01-01' }))
  expect(future.body).toContain('id="field-came_on-error"')
  expect((await gifts()).map(({ state }) => state)).toEqual(['promised'])
})

test('a promise of another recipient, or of a transfer, comes by no cheque of this one', async () => {
  const [recipient, other] = [await addRecipient(program), await addRecipient(program, { name: 'Autre' })]
  const officer = await treasurerOf(program, recipient)
  const number = await promise(other, '50')
  expect((await officer.post(path(recipient), sheetOf([{ reference: number }]))).body).toContain('Aucun chèque n’est promis')
  expect((await officer.get(path(other))).statusCode).toBe(404)
  expect((await officer.post(path(other), sheetOf([{ reference: number }]))).statusCode).toBe(404)
})

test('what the law holds is put aside, and comes into the books when it was looked at', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  await writeSheet(officer, recipient, sheetOf([{ ...GIVER, amount: '7000', cheque: '1' }]))
  const other = { ...GIVER, postal_code: '75011', amount: '600', cheque: '2' }
  await writeSheet(officer, recipient, sheetOf([other]))
  expect((await gifts()).map(({ state }) => state).toSorted()).toEqual(['held', 'paid'])
  const [held] = await rows<{ id: string }>("select id from gift where state = 'held'")
  const page = `/staff/gifts/${recipient}/${held!.id}`
  expect((await officer.post(`${page}/acceptance`)).statusCode).toBe(303)
  expect((await officer.post(`${page}/arrival`)).statusCode).toBe(303)
  expect((await balances())[0]).toEqual({ code: '5120', balance: '760000' })
})

test('all fields of a full sheet are read: no form of it has more than are taken', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  const full = ROWS.map((key, n) => ({
    ...GIVER,
    given_name: `Rosa ${key}`,
    amount: '5',
    cheque: String(n),
    email: `${key}@example.org`,
  }))
  const sheet = {
    ...sheetOf(full, { slip: 'x', came_on: program.clock.now.toISOString().slice(0, 10), again: 'true', twins: 'r1' }),
  }
  for (const key of ROWS) sheet[`reference[${key}]`] = ''
  expect(Object.keys(sheet).length).toBeGreaterThanOrEqual(ROWS.length * FIELDS.length)
  expect((await writeSheet(officer, recipient, sheet)).statusCode).toBe(303)
  expect(await gifts()).toHaveLength(ROWS.length)
  expect(Object.keys({ ...sheet, told: '' }).length).toBeLessThan(100)
})

test('the demo has sheets of cheques and of cash, once', async () => {
  await addRecipient(program)
  for (let time = 0; time < 2; time++) await loadDemoSheets(program.app)
  expect(
    await rows(
      'select mode, count(*)::int as n from gift_sheet s join gift_sheet_row r on r.sheet_id = s.id group by mode order by mode',
    ),
  ).toEqual([
    { mode: 'cash', n: 4 },
    { mode: 'cheque', n: 8 },
  ])
  expect(await rows("select count(*)::int as n from gift where state = 'paid'")).toEqual([{ n: 12 }])
})
