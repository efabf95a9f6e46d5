import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { complaints, useBrowser, violationsByDayAndNight } from '../support/browser.ts'
import { addRecipient, pathOf } from '../support/giving.ts'
import { BILL, giveShare, ledGroup, PDF, sendFile, treasurerOf } from '../support/spending.ts'
import type { Visitor } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()
const { rows } = program

async function as(someone: Visitor, path: string, options: { width?: number; javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const { width = 390, javaScriptEnabled = true } = options
  const page = await open('/privacy', { viewport: { width, height: 844 }, reducedMotion: 'reduce', javaScriptEnabled })
  await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

/** A candidate with a ceiling, a group with a share of 100 euros, who leads it, and who keeps the book. */
async function world() {
  const recipient = await addRecipient(program, { kind: 'candidate' })
  const led = await ledGroup(program)
  await giveShare(program, { book: recipient, group: led.group, amount: 10_000 })
  const treasurer = await treasurerOf(program, recipient)
  await treasurer.post(`/staff/spending/${recipient}/ceiling`, { amount: '60', source: 'Décret du 1er mars 2026' })
  return { recipient, ...led, treasurer }
}

const FILE = { name: 'ticket.pdf', mimeType: 'application/pdf', buffer: PDF }

test('without JavaScript: one organiser asks with a receipt, another agrees, the treasurer books and pays; a second bill passes the ceiling, and is told', async () => {
  const { recipient, group, zoe, ana, treasurer } = await world()
  const asking = await as(zoe, `/groups/${group}/spending`, { javaScriptEnabled: false })
  await asking.getByText('Préparer une demande').click()
  await asking.getByLabel('Objet').fill('Tracts du marché')
  await asking.getByLabel('Nature').selectOption('printing')
  await asking.getByLabel('À qui l’on paie').fill('Imprimerie Exemple')
  await asking.getByLabel('Montant').fill('48,50')
  await asking.getByRole('button', { name: 'Enregistrer le brouillon' }).click()
  // Without a receipt it goes nowhere.
  await asking.getByRole('button', { name: 'Demander l’accord' }).click()
  expect(await asking.getByRole('alert').textContent()).toContain('Joignez d’abord')
  await asking.getByLabel('Facture, ticket').setInputFiles(FILE)
  await asking.getByRole('button', { name: 'Joindre' }).click()
  await asking.getByRole('button', { name: 'Demander l’accord' }).click()
  const agreeing = await as(ana, new URL(asking.url()).pathname, { javaScriptEnabled: false })
  const [download] = await Promise.all([
    agreeing.waitForEvent('download'),
    agreeing.getByRole('link', { name: 'ticket.pdf' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^voucher-.+\.pdf$/)
  await agreeing.getByRole('button', { name: 'D’accord', exact: true }).click()
  const paying = await as(treasurer, '/staff/spending', { javaScriptEnabled: false, width: 1280 })
  expect(await paying.getByText('1 demande de groupe attend').count()).toBe(1)
  await paying.getByRole('link', { name: 'Ouvrir' }).click()
  await paying.getByRole('link', { name: 'Tracts du marché' }).click()
  await paying.getByRole('button', { name: 'Comptabiliser cette dépense' }).click()
  await paying.getByRole('button', { name: 'C’est payé' }).click()
  expect(await paying.getByText('Payée', { exact: true }).count()).toBe(1)
  await paying.getByRole('link', { name: 'Retour aux dépenses' }).click()
  await paying.getByRole('link', { name: 'Saisir une facture' }).click()
  await paying.getByLabel('Objet').fill('Affiches')
  await paying.getByLabel('Nature').selectOption('printing')
  await paying.getByLabel('À qui l’on paie').fill('Imprimerie Exemple')
  await paying.getByLabel('Montant').fill('20')
  await paying.getByRole('button', { name: 'Enregistrer le brouillon' }).click()
  expect(await paying.getByText(/dépassé de 8,50/).count()).toBe(1)
  await paying.getByRole('button', { name: 'Comptabiliser cette dépense' }).click()
  expect(await paying.getByRole('alert').textContent()).toContain('cochez la case')
  await paying.getByLabel('Je sais que le plafond').check()
  await paying.getByRole('button', { name: 'Comptabiliser cette dépense' }).click()
  expect(
    await rows("select sum(balance)::text as owed from book_account where book_id = $1 and code = '4010'", [recipient]),
  ).toEqual([{ owed: '-2000' }])
})

test('every page of spending, in every language, light and dark, passes axe and fits 320 pixels; also after a refusal', async () => {
  const { recipient, group, zoe, ana, treasurer } = await world()
  const prepared = async (words: string) => {
    const page = pathOf(await zoe.post(`/groups/${group}/spending`, { ...BILL, words, recipient }))
    await sendFile(program, zoe, { path: `${page}/vouchers`, bytes: Buffer.concat([Buffer.from(`%PDF-1.4 ${words}`), PDF]) })
    return page
  }
  const [draft, asked, seconded] = [await prepared('Brouillon'), await prepared('Demandée'), await prepared('Approuvée')]
  for (const page of [asked, seconded]) await zoe.post(`${page}/asking`)
  await ana.post(`${seconded}/agreement`)
  const book = `/staff/spending/${recipient}`
  const own = async (typed: object) => pathOf(await treasurer.post(`${book}/new`, { kind: 'bill', ...BILL, ...typed }))
  const [bill, owed, large] = [
    await own({}),
    await own({}),
    await own({ amount: '900', words: 'Une très longue dépense dont l’objet ne tient sur aucune ligne' }),
  ]
  await treasurer.post(`${owed}/allowance`)
  const desk = (page: string) => `${book}/${page.split('/').at(-1)}`
  const closing = await ledGroup(program)
  await giveShare(program, { book: recipient, group: closing.group, amount: 1234 })
  await rows('delete from membership where group_id = $1', [closing.group])
  await rows('update local_group set closed_at = now() where id = $1', [closing.group])
  const faults: string[] = []
  for (const [who, paths] of [
    [zoe, [`/groups/${group}/spending`, draft, asked]],
    [ana, [asked]],
    [treasurer, ['/staff/spending', book, `${book}/new`, `${book}/new?kind=in-kind`, bill, owed, large, desk(seconded)]],
  ] as const) {
    const page = await as(who, '/privacy', { width: 320 })
    for (const path of paths) faults.push(...(await faultsOf(page, base, path)))
  }
  const refused = await as(treasurer, `${book}/new?kind=in-kind`)
  await refused.getByRole('button', { name: 'Enregistrer' }).click()
  expect(await refused.getByRole('alert').count()).toBe(1)
  faults.push(...(await violationsByDayAndNight(refused)))
  const disagreeing = await as(ana, asked)
  await disagreeing.getByText('Je ne suis pas d’accord').click()
  await disagreeing.getByRole('button', { name: 'Refuser' }).click()
  faults.push(...(await violationsByDayAndNight(disagreeing)))
  expect(faults).toEqual([])
  expect(complaints).toEqual([])
}, 240_000)
