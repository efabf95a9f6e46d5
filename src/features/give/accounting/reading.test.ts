import { expect, test } from 'vitest'
import { join, openDues } from '../../../../tests/support/dues.ts'
import { addRecipient, GIVER, provedDonor, sheetOf, treasurerOf, writeSheet } from '../../../../tests/support/giving.ts'
import { lend, openLoans } from '../../../../tests/support/loans.ts'
import { press } from '../../../../tests/support/planting-forms.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { BILL, giveShare, ledGroup, paper, sendFile } from '../../../../tests/support/spending.ts'
import { sayCause, sayHolds } from './saying.ts'
import { pageTexts } from './texts.ts'

const program = await useProgram({ working: true })
const { rows } = program
const LOCALES = ['fr', 'en', 'es'] as const
const shown = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** All that rooms write as what made an entry. */
const CAUSES = {
  gift: ['1 paid', '2 refunded', '3 disputed', '4 lost', '5 promised'],
  due: ['1 paid', '2 refunded', '3 disputed', '4 lost', '5 promised'],
  loan: ['received', 'returned', 'received 1', 'repaid 12'],
  spending: ['1 seconded', '2 payable', '3 paid', '4 void', '2 refused', '2 withdrawn', '1 given'],
  payout: ['arrived', 'arrived 0199', 'returned'],
  'bank-line': ['owed 2026', 'kept 2026', 'gone 0199', 'again 0199'],
  share: ['returned'],
  entry: ['reversed'],
}

test.each(LOCALES)('each entry of the journal is a sentence, none with the words of the machine (%s)', (locale) => {
  const t = pageTexts.in(locale)
  const said = Object.entries(CAUSES).flatMap(([kind, all]) => all.map((what) => sayCause(t, { cause: { kind }, what })))
  const other = t('accounting.cause-other')
  expect(said.filter((text) => text === other || / · |^\d|\b(accounting|giving|spending)\./.test(text))).toEqual([])
  expect(new Set(said).size).toBeGreaterThan(20)
  expect(sayCause(t, { cause: { kind: 'of-tomorrow' }, what: 'x' })).toBe(other)
})

test('balances, statement and journal call a group by its name; the file keeps its number', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  const { group, zoe, ana } = await ledGroup(program)
  await rows("update local_group set name = 'Les Tilleuls' where id = $1", [group])
  await giveShare(program, { book: recipient, group, amount: 5000 })
  const request = await press(zoe, `/groups/${group}/spending`, { ...BILL, recipient })
  await sendFile(program, zoe, { path: `${request}/vouchers`, bytes: paper('x') })
  await press(zoe, `${request}/asking`, {})
  await press(ana, `${request}/agreement`, {})
  for (const page of ['', '/statement', '/journal']) {
    const text = shown((await officer.get(`/staff/books/${recipient}${page}`)).body)
    expect(text).toContain('Part du groupe « Les Tilleuls »')
    expect(text).toContain('Réservé à une demande du groupe « Les Tilleuls »')
    expect(text).not.toContain(group)
    expect(text).not.toMatch(/group:|aside:/)
  }
  expect(shown((await officer.get(`/staff/books/${recipient}`)).body)).toContain('Ce qu’un groupe peut encore dépenser.')
  const file = (await officer.post(`/staff/books/${recipient}/files/balances`, {})).body
  expect(file).toContain(`group:${group}`)
})

test('the annex says days and amounts as its reader writes them, and its file as machines do', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  await writeSheet(
    officer,
    recipient,
    sheetOf([{ ...GIVER, amount: '20', cheque: '1' }], { came_on: program.clock.now.toISOString().slice(0, 10) }),
  )
  const iso = program.clock.now.toISOString().slice(0, 10)
  const page = async (locale: string) => shown((await officer.get(`${locale}/staff/books/${recipient}/annex`)).body)
  const [fr, en] = [await page(''), await page('/en')]
  expect(fr).toContain('20 €')
  expect(en).toContain('€20')
  for (const text of [fr, en]) expect(text.replace(/.*annexe?/i, '')).not.toMatch(new RegExp(`${iso}|20\\.00`))
  const file = (await officer.post(`/staff/books/${recipient}/files/annex`, {})).body
  expect(file).toContain(iso)
  expect(file).toContain('20.00')
})

test('dues and loans stand in the journal as what they are; a loan leads to its page', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  await openDues(program, recipient)
  const aline = await provedDonor(program)
  await join(aline, recipient, { mode: 'transfer' })
  const seen = await openLoans(program, recipient)
  await lend(aline, recipient, { seen })
  const [due] = await rows<{ id: string; member_id: string }>('select id, member_id from due')
  const [loan] = await rows<{ id: string }>('select id from loan')
  await press(officer, `/staff/dues/${recipient}/${due!.member_id}/${due!.id}/arrival`, {})
  await press(officer, `/staff/loans/${recipient}/${loan!.id}/arrival`, {})
  const { body } = await officer.get(`/staff/books/${recipient}/journal`)
  expect(shown(body)).toContain('Cotisation : ')
  expect(shown(body)).toContain('Prêt : l’argent est arrivé')
  expect(body).toContain(`href="/staff/loans/${recipient}/${loan!.id}"`)
})

test('a file of spending has each bill of its days, and neither drafts nor what groups ask for', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  const { group, zoe } = await ledGroup(program)
  await giveShare(program, { book: recipient, group, amount: 5000 })
  const request = await press(zoe, `/groups/${group}/spending`, { ...BILL, recipient, words: 'Pas encore' })
  await sendFile(program, zoe, { path: `${request}/vouchers`, bytes: paper('x') })
  await press(zoe, `${request}/asking`, {})
  const year = program.clock.now.getFullYear()
  const bill = { ...BILL, kind: 'bill', bill: 'F-7', words: '=1+1' }
  for (const [n, day] of [`${year}-01-02`, `${year - 1}-12-31`, `${year}-01-03`].entries()) {
    const page = await press(officer, `/staff/spending/${recipient}/new`, { ...bill, bill: `F-${n}`, spent_on: day })
    // The last one stays a draft.
    if (n < 2) await press(officer, `${page}/allowance`, {})
  }
  const file = async (from: string) =>
    (await officer.post(`/staff/books/${recipient}/files/spending`, { from, to: `${year}-12-31` })).body
  const lines = (await file(`${year}-01-01`)).trim().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(`${year}-01-02`)
  expect(lines[1]).toContain('20.00')
  expect(lines[1]).toContain('6236')
  expect(lines[1]).toContain("'=1+1")
  expect((await file(`${year - 1}-01-01`)).trim().split('\r\n')).toHaveLength(3)
  const stranger = await treasurerOf(program, await addRecipient(program))
  expect((await stranger.post(`/staff/books/${recipient}/files/spending`, {})).statusCode).toBe(404)
  expect(await rows("select 1 from journal where action = 'export' and 'spending' = any(fields)")).toHaveLength(2)
})

test.each(LOCALES)('what an account holds is said of each that rooms open, and of a group once (%s)', (locale) => {
  const t = pageTexts.in(locale)
  for (const code of ['5120', '5170', '5300', '7541', '7560', '1680', '4670', '4710', 'group:x', 'aside:x'])
    expect(sayHolds(t, code)).not.toBe('')
  expect(sayHolds(t, '6236')).toBe('')
})
