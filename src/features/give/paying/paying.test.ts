import { expect, test } from 'vitest'
import { addRecipient, pathOf } from '../../../../tests/support/giving.ts'
import { photo } from '../../../../tests/support/pictures.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { BILL, paper, PDF, sendFile, treasurerOf } from '../../../../tests/support/spending.ts'
import { staffMember, type Visitor } from '../../../../tests/support/staff.ts'

const program = await useProgram()
const { rows } = program

const balances = async () =>
  Object.fromEntries(
    (
      await rows<{ code: string; balance: string }>('select code, balance from book_account where balance <> 0 order by code')
    ).map(({ code, balance }) => [code, Number(balance)]),
  )
const states = async () => (await rows<{ state: string }>('select state from spending order by id')).map(({ state }) => state)

/** Enters a bill, or a gift in kind, as its form does. Gives the page of the draft. */
async function draft(treasurer: Visitor, recipient: string, typed: Record<string, string> = {}): Promise<string> {
  const answer = await treasurer.post(`/staff/spending/${recipient}/new`, { kind: 'bill', ...BILL, ...typed })
  expect(answer.statusCode).toBe(303)
  return pathOf(answer)
}
const IN_KIND = { kind: 'in-kind', payee: 'Aline Exemple', giver: 'person', valued: 'Tarif public de la salle' }

test('a bill is drafted with its paper, booked, paid; the books follow it to the cent, and say the days of the papers', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const page = await draft(treasurer, recipient, {
    amount: '20,05',
    bill: 'F-1',
    payee_iban: 'FR76 3000 6000 0112 3456 7890 189',
  })
  expect((await sendFile(program, treasurer, { path: `${page}/vouchers`, bytes: PDF })).statusCode).toBe(303)
  expect(await balances()).toEqual({})
  await treasurer.post(`${page}/allowance`)
  expect(await balances()).toEqual({ '4010': -2005, '6236': 2005 })
  const body = (await treasurer.get(page)).body
  expect(body).toContain('FR76 3000 6000 0112 3456 7890 189')
  expect(body).toContain('facture.pdf')
  await treasurer.post(`${page}/payment`, { paid_on: '2026-03-03', paid_by: 'transfer' })
  expect(await balances()).toEqual({ '5120': -2005, '6236': 2005 })
  expect(await rows("select what, day::text from book_entry where cause_kind = 'spending' order by id")).toEqual([
    { what: '1 payable', day: '2026-03-02' },
    { what: '2 paid', day: '2026-03-03' },
  ])
  expect((await treasurer.get(page)).body).toContain(treasurer.email)
})

test('pressed by several at once each step is taken once', async () => {
  const recipient = await addRecipient(program)
  const [one, other] = [await treasurerOf(program, recipient), await treasurerOf(program, recipient)]
  const page = await draft(one, recipient)
  const press = (act: string, fields = {}) =>
    Promise.all(Array.from({ length: 6 }, (_, n) => (n % 2 ? one : other).post(`${page}/${act}`, fields)))
  const taken = (answers: { statusCode: number }[]) => answers.filter(({ statusCode }) => statusCode === 303).length
  expect(taken(await press('allowance'))).toBe(1)
  expect(taken(await press('payment', { paid_on: '2026-03-03', paid_by: 'cash' }))).toBe(1)
  expect(await balances()).toEqual({ '5300': -2000, '6236': 2000 })
})

test('a payment that came back is owed again; what is taken back leaves nothing, and both stay in the journal of the books', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const page = await draft(treasurer, recipient)
  await treasurer.post(`${page}/allowance`)
  await treasurer.post(`${page}/payment`, { paid_on: '2026-03-03', paid_by: 'cash' })
  expect((await treasurer.post(`${page}/void`, { reason: 'Erreur' })).statusCode).toBe(409)
  await treasurer.post(`${page}/return`, { reason: 'Virement rejeté' })
  expect(await balances()).toEqual({ '4010': -2000, '6236': 2000 })
  await treasurer.post(`${page}/void`, { reason: 'Facture en double' })
  expect(await balances()).toEqual({})
  expect(await states()).toEqual(['void'])
  expect(await rows("select 1 from book_entry where cause_kind = 'spending'")).toHaveLength(4)
  expect((await treasurer.get(page)).body).toContain('Facture en double')
})

test('a gift in kind is income and expense at once, counts towards the ceiling, and comes from no firm', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const send = (typed: object) => treasurer.post(`/staff/spending/${recipient}/new`, { ...BILL, ...IN_KIND, ...typed })
  expect((await send({ giver: 'body' })).statusCode).toBe(422)
  expect((await send({ payee: 'Dupont SARL' })).statusCode).toBe(422)
  expect((await send({ valued: '' })).statusCode).toBe(422)
  const page = pathOf(await send({ amount: '150', category: 'premises' }))
  await treasurer.post(`${page}/allowance`)
  expect(await balances()).toEqual({ '6132': 15_000, '8750': -15_000 })
  expect((await treasurer.post(`${page}/payment`, { paid_on: '2026-03-03', paid_by: 'cash' })).statusCode).toBe(409)
  const body = (await treasurer.get(`/staff/spending/${recipient}`)).body
  expect(body).toContain('150')
  await treasurer.post(`${page}/void`, { reason: 'Attestation retirée' })
  expect(await balances()).toEqual({})
})

test('what is typed wrong is said at its field: days to come, amounts that are none, accounts that no bank has', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const wrong = {
    spent_on: ['2026-02-30', '2999-01-01', ''],
    amount: ['0', '-5', '１２', '1e3', '0,001', '99999999999999'],
    payee_iban: ['FR76 3000 6000 0112 3456 7890 188'],
    category: ['6236', 'toString', ''],
    words: [''],
  }
  for (const [field, values] of Object.entries(wrong))
    for (const value of values) {
      const answer = await treasurer.post(`/staff/spending/${recipient}/new`, { kind: 'bill', ...BILL, [field]: value })
      expect([
        answer.statusCode,
        answer.body.includes(`#field-${field.replace('_', '-')}`) || answer.body.includes(`#field-${field}`),
      ]).toEqual([422, true])
    }
  expect(await states()).toEqual([])
})

test('what passes the ceiling is told, takes a tick of its own, and of two at once one is told', async () => {
  const recipient = await addRecipient(program, { kind: 'candidate' })
  const treasurer = await treasurerOf(program, recipient)
  const book = `/staff/spending/${recipient}`
  expect((await treasurer.get(book)).body).toContain('L52-11')
  expect((await treasurer.post(`${book}/ceiling`, { amount: '100', source: '' })).statusCode).toBe(422)
  await treasurer.post(`${book}/ceiling`, { amount: '100', source: 'Décret du 1er mars 2026' })
  const pages = await Promise.all(['60', '60'].map((amount) => draft(treasurer, recipient, { amount })))
  const answers = await Promise.all(pages.map((page) => treasurer.post(`${page}/allowance`)))
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 409])
  const left = pages[answers.findIndex(({ statusCode }) => statusCode === 409)]!
  expect((await treasurer.get(left)).body).toContain('dépassé de 20')
  await treasurer.post(`${left}/allowance`, { knowing: 'true' })
  expect((await treasurer.get(book)).body).toContain('dépassé de 20')
  expect(await rows('select number, over_ceiling from spending order by number')).toEqual([
    { number: 1, over_ceiling: false },
    { number: 2, over_ceiling: true },
  ])
  // A ceiling that was entered anew leaves the one before where it stands.
  await treasurer.post(`${book}/ceiling`, { amount: '200', source: 'Décret du 2 mars 2026' })
  expect((await treasurer.get(book)).body).not.toContain('est dépassé')
  expect(await rows('select 1 from spending_ceiling')).toHaveLength(2)
})

test('twenty bills booked at once bear the numbers from one to twenty', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const pages = []
  for (let n = 0; n < 20; n += 1) pages.push(await draft(treasurer, recipient, { words: `Facture ${n}` }))
  await Promise.all(pages.map((page) => treasurer.post(`${page}/allowance`)))
  const numbers = (await rows<{ number: number }>('select number from spending order by number')).map(({ number }) => number)
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
})

test('from 500 euros on it takes a second person to book what an officer entered', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const page = await draft(treasurer, recipient, { amount: '500' })
  await treasurer.post(`${page}/allowance`)
  await treasurer.post(`${page}/allowance`)
  expect(await states()).toEqual(['draft'])
  const approvals = await rows<{ id: string }>('select id from approval')
  expect(approvals).toHaveLength(1)
  const second = await staffMember(program, 'administrator')
  expect((await second.post(`/staff/approvals/${approvals[0]!.id}`)).statusCode).toBe(303)
  await treasurer.post(`${page}/allowance`)
  expect(await states()).toEqual(['payable'])
})

test('nothing is booked once the account was filed; what was owed before is paid', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const [owed, late] = [await draft(treasurer, recipient), await draft(treasurer, recipient)]
  await treasurer.post(`${owed}/allowance`)
  await rows('update recipient set filed_at = $1', [program.clock.now])
  expect((await treasurer.post(`${late}/allowance`)).statusCode).toBe(409)
  expect((await treasurer.post(`${owed}/payment`, { paid_on: '2026-03-05', paid_by: 'transfer' })).statusCode).toBe(303)
})

test('who keeps other books, kept these once, or settles recipients, sees no spending and no paper of these', async () => {
  const [recipient, other] = [await addRecipient(program), await addRecipient(program, { name: 'Autre' })]
  const [treasurer, stranger] = [await treasurerOf(program, recipient), await treasurerOf(program, other)]
  const page = await draft(treasurer, recipient)
  await sendFile(program, treasurer, { path: `${page}/vouchers`, bytes: PDF })
  const file = `${page}/vouchers/${(await rows<{ id: string }>('select id from voucher'))[0]!.id}`
  const administrator = await staffMember(program, 'administrator')
  for (const path of [`/staff/spending/${recipient}`, page, file]) {
    expect((await treasurer.get(path)).statusCode).toBe(200)
    expect((await stranger.get(path)).statusCode).toBe(404)
    expect((await administrator.get(path)).statusCode).toBe(403)
    // By the address of a book of her own neither.
    expect((await stranger.get(path.replace(recipient, other))).statusCode).toBe(path.endsWith(recipient) ? 200 : 404)
  }
  for (const act of ['allowance', 'payment', 'void', 'drop', 'vouchers'])
    expect((await stranger.post(`${page}/${act}`, { paid_on: '2026-03-03', paid_by: 'cash', reason: 'x' })).statusCode).toBe(404)
  await rows('update recipient_officer set until = now() where account_id = $1', [treasurer.account])
  expect((await treasurer.get(file)).statusCode).toBe(404)
  expect(await states()).toEqual(['draft'])
})

test('a paper is what is in it: a page that calls itself a bill is none; it leaves as a download in which nothing runs', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const page = await draft(treasurer, recipient)
  const send = (bytes: Buffer, name?: string) =>
    sendFile(program, treasurer, { path: `${page}/vouchers`, bytes, ...(name ? { name } : {}) })
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  for (const bytes of [
    svg,
    Buffer.from('<html>%PDF-1.4 %%EOF'),
    Buffer.from('%PDF-1.4 and no end'),
    Buffer.from('MZ'),
    Buffer.alloc(0),
  ])
    expect((await send(bytes)).statusCode).toBe(422)
  expect((await send(Buffer.concat([PDF, Buffer.alloc(8_000_000, ' '), Buffer.from('%%EOF')]))).statusCode).toBe(422)
  expect((await send(await photo(), '../../etc/x\u202e.pdf')).statusCode).toBe(303)
  expect((await send(PDF)).statusCode).toBe(303)
  expect((await send(PDF)).statusCode).toBe(409)
  const [picture, pdf] = await rows<{ id: string; name: string }>('select id, name from voucher order by id')
  expect(picture!.name).toBe('x.pdf')
  for (const [{ id }, type, end] of [
    [picture!, 'image/webp', 'webp'],
    [pdf!, 'application/pdf', 'pdf'],
  ] as const) {
    const { headers, statusCode } = await treasurer.get(`${page}/vouchers/${id}`)
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({
      'content-type': type,
      'content-disposition': `attachment; filename="voucher-${id}.${end}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
  }
  expect((await treasurer.get(`${page}/vouchers/${pdf!.id}`)).rawPayload).toEqual(PDF)
})

test('ten papers at most, also when twelve come at once; once it is booked none goes', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const page = await draft(treasurer, recipient)
  for (let n = 0; n < 9; n += 1) await sendFile(program, treasurer, { path: `${page}/vouchers`, bytes: paper(`${n}`) })
  const others = [await treasurerOf(program, recipient), await treasurerOf(program, recipient)]
  await Promise.all(others.map((who, n) => sendFile(program, who, { path: `${page}/vouchers`, bytes: paper(`crowd ${n}`) })))
  const files = await rows<{ id: string }>('select id from voucher')
  expect(files).toHaveLength(10)
  expect((await treasurer.post(`${page}/vouchers/${files[0]!.id}/removal`)).statusCode).toBe(303)
  await treasurer.post(`${page}/allowance`)
  expect((await treasurer.post(`${page}/vouchers/${files[1]!.id}/removal`)).statusCode).toBe(409)
  for (const text of [
    'delete from voucher',
    "update voucher set name = 'x'",
    'delete from spending',
    'update spending set amount = amount + 1',
  ])
    await expect(rows(text)).rejects.toThrow(/stays|is kept|was asked/)
})

test('the same bill twice is told: by its file, or by its number and name', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const first = await draft(treasurer, recipient, { bill: 'F-12', words: 'La première' })
  await sendFile(program, treasurer, { path: `${first}/vouchers`, bytes: PDF })
  await treasurer.post(`${first}/allowance`)
  const second = await draft(treasurer, recipient, { words: 'La deuxième' })
  expect((await treasurer.get(second)).body).not.toContain('La première')
  await sendFile(program, treasurer, { path: `${second}/vouchers`, bytes: PDF, name: 'autre.pdf' })
  expect((await treasurer.get(second)).body).toContain('La première')
  const third = await draft(treasurer, recipient, { bill: 'f-12' })
  expect((await treasurer.get(third)).body).toContain('La première')
})
