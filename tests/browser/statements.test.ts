import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { complaints, useBrowser, violationsByDayAndNight } from '../support/browser.ts'
import { addRecipient } from '../support/giving.ts'
import { until } from '../support/program.ts'
import type { Visitor } from '../support/staff.ts'
import { bring, camtOf, type Move, promise, treasurerOf } from '../support/statements.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()
const { rows } = program

async function as(someone: Visitor, path: string, { width = 390, javaScriptEnabled = true } = {}): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 844 }, reducedMotion: 'reduce', javaScriptEnabled })
  await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

const matched = () =>
  until(
    async () =>
      (
        await rows(
          "select 1 from bank_file where state in ('reading', 'matching') union all select 1 from bank_line where state = 'new'",
        )
      ).length === 0 || undefined,
    'the file to be matched',
  )

/** Two promises, and what came: a gift that is sure, one that is like it, a firm's, interest, and what the bank took. */
async function world() {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const sure = await promise(program, recipient)
  await promise(program, recipient, { name: 'Léo Brun', amount: 1500 })
  const moves: Move[] = [
    { amount: 2000, name: 'Ana Ruiz', creditor: sure.reference },
    { amount: 1500, name: 'BRUN LEO', text: 'don' },
    { amount: 300_000, name: 'SARL Lumière', iban: 'DE02120300000000202051', text: 'pour la campagne '.repeat(8) },
    { amount: 12, text: 'INTERETS' },
    { amount: -730, text: 'FRAIS TENUE DE COMPTE' },
  ]
  return { recipient, treasurer, moves }
}

const CSV = 'Date;Libellé;Débit;Crédit\n03/04/2026;VIR INCONNU;;12,00\n04/03/2026;FRAIS;-3,00;\n'

test('without JavaScript: the statement is sent, what is sure is there, what is like a gift is said to be one, the rest is set aside or goes back', async () => {
  const { recipient, treasurer, moves } = await world()
  const home = `/staff/statements/${recipient}`
  const page = await as(treasurer, home, { javaScriptEnabled: false })
  await page.getByLabel('Fichier').setInputFiles({ name: 'releve.xml', mimeType: 'text/xml', buffer: Buffer.from(camtOf(moves)) })
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await matched()
  await page.reload()
  expect(await page.getByText('Rapproché', { exact: true }).count()).toBe(1)
  const line = async (who: string | RegExp) => {
    await page.goto(base + home)
    await page.getByRole('row').filter({ hasText: who }).getByRole('link').click()
  }
  await line('BRUN LEO')
  await page
    .getByRole('button', { name: /^C’est/ })
    .first()
    .click()
  expect(await page.getByText('inscrite', { exact: true }).count()).toBe(1)
  await line('INTERETS')
  await page.getByText('Ce n’est rien de tout cela').first().click()
  const [note, button] = [page.locator('form[action$="/aside"] textarea'), page.locator('form[action$="/aside"] button')]
  await button.click()
  expect(await page.getByRole('alert').count()).toBe(1)
  await note.fill('Intérêts du livret')
  await button.click()
  await line('SARL Lumière')
  await page.locator('details:has(form[action$="/return"]) summary').click()
  await page.locator('form[action$="/return"] textarea').fill('Une société ne donne pas.')
  await page.locator('form[action$="/return"] button').click()
  const states = await rows<{ state: string }>('select state from bank_line order by line')
  expect(states.map(({ state }) => state)).toEqual(['booked', 'booked', 'to-send-back', 'aside', 'out'])
  expect(await rows("select balance from book_account where code = '5120'")).toEqual([{ balance: '303500' }])
}, 240_000)

test('every page of statements, in every language, light and dark, passes axe and fits 320 pixels; also after a search and a refusal', async () => {
  const { recipient, treasurer, moves } = await world()
  const home = `/staff/statements/${recipient}`
  await bring(program, treasurer, { recipient, content: camtOf(moves) })
  await bring(program, treasurer, { recipient, content: CSV, name: 'table.csv' })
  await matched()
  const ids = await rows<{ id: string }>('select id from bank_line order by line')
  const files = await rows<{ id: string }>('select id from bank_file order by state')
  const lines = ids.map(({ id }) => `${home}/lines/${id}`)
  const page = await as(treasurer, '/privacy', { width: 320 })
  const faults: string[] = []
  for (const path of ['/staff/statements', home, ...files.map(({ id }) => `${home}/files/${id}`), ...lines.slice(0, 3)])
    faults.push(...(await faultsOf(page, base, path)))
  await page.goto(base + lines[3]!)
  await page.locator('#field-q').fill('Léo')
  await page.locator('#content form[action$="/search"] button').click()
  faults.push(...(await violationsByDayAndNight(page)))
  await page.goto(base + lines[2]!)
  await page.locator('details:has(form[action$="/aside"]) summary').click()
  await page.locator('form[action$="/aside"] button').click()
  expect(await page.getByRole('alert').count()).toBe(1)
  faults.push(...(await violationsByDayAndNight(page)))
  await page.goto(base + home)
  await page.locator('input[type=file]').setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('Bonjour') })
  await page.getByRole('button', { name: 'Envoyer' }).click()
  expect(await page.getByRole('alert').count()).toBe(1)
  faults.push(...(await violationsByDayAndNight(page)))
  expect(faults).toEqual([])
  expect(complaints).toEqual([])
}, 240_000)
