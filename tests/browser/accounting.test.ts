import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { complaints, useBrowser, violations } from '../support/browser.ts'
import {
  addRecipient,
  addSandbox,
  GIVER,
  treasurerOf,
  pathOf,
  provedDonor,
  sendGift,
  sheetOf,
  writeSheet,
} from '../support/giving.ts'
import { until } from '../support/program.ts'
import { type Visitor, visitorOf } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()
const { rows } = program
const DAY = 86_400_000
const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * DAY).toISOString().slice(0, 10)

type How = { width?: number; javaScriptEnabled?: boolean }

async function as(someone: Visitor, path: string, { width = 1280, ...how }: How = {}): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 800 }, reducedMotion: 'reduce', ...how })
  await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

/** A fund with gifts of all kinds: by card, promised, held, by cheque and in cash. */
async function aMonth() {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const officer = await treasurerOf(program, recipient)
  const donor = await provedDonor(program)
  const provider = pathOf(await sendGift(donor, recipient, { amount: '20', mode: 'card' }))
  await donor.post(provider, { play: 'pay' })
  await until(
    async () => (await rows("select 1 from gift where state = 'paid'")).length === 1 || undefined,
    'a gift that is paid',
  )
  await sendGift(visitorOf(program), recipient, { amount: '50', mode: 'cheque' })
  const [{ number }] = (await rows<{ number: string }>("select number from gift where mode = 'cheque'")) as [{ number: string }]
  return { recipient, officer, number }
}

test('the treasurer’s month without JavaScript: gifts, a batch of cheques, the statement, the annex, the file', async () => {
  const { recipient, officer, number } = await aMonth()
  const page = await as(officer, `/staff/gifts/${recipient}`, { javaScriptEnabled: false })
  await page.getByRole('link', { name: 'Saisir des chèques' }).click()
  // As a scanner does: the reference, and Enter. It tries, and writes nothing.
  await page.locator('[name="reference[r1]"]').fill(number)
  await page.locator('[name="reference[r1]"]').press('Enter')
  expect(await page.getByText('1 ligne est bonne, 50').count()).toBe(1)
  expect(await rows('select 1 from gift_sheet')).toEqual([])
  const type = async (row: string, fields: Record<string, string>) => {
    for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}[${row}]"]`).fill(value)
  }
  const { country: _c, nationality: _n, ...giver } = GIVER
  await type('r2', { ...giver, amount: '30', cheque: '0000124' })
  await type('r3', { ...giver, given_name: 'Zita', amount: '8000', cheque: '0000125' })
  await page.getByLabel('Chaque personne a signé').check()
  await page.getByLabel('Bordereau de remise').fill('B-17')
  await page.getByRole('button', { name: 'Essayer la feuille' }).click()
  expect(await page.getByText('Une ligne ne sera pas écrite').count()).toBe(1)
  await page.getByRole('button', { name: 'Enregistrer les lignes bonnes' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('2 chèques, 80')
  await page.getByRole('link', { name: 'Les dons reçus' }).click()
  await page.getByRole('link', { name: 'Comptabilité' }).click()
  await page.getByRole('link', { name: 'Relevé d’une période' }).click()
  const statement = (await page.locator('main').innerText()).replace(/\s+/g, ' ')
  expect(statement).toContain('Débits 100 €, crédits 100 €')
  await page.getByLabel('Du').fill(dayIn(-400))
  await page.getByLabel('Au').fill(dayIn(-300))
  await page.getByRole('button', { name: 'Afficher' }).click()
  expect((await page.locator('main').innerText()).replace(/\s+/g, ' ')).toContain('Débits 0 €')
  await page.getByRole('link', { name: 'La comptabilité' }).click()
  await page.getByRole('link', { name: 'Annexe des donateurs' }).click()
  expect((await page.locator('main').innerText()).replace(/\s+/g, ' ')).toContain('3 lignes, donateurs : 2. En tout 100 €')
  await page.getByRole('link', { name: 'Fichiers' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('form[action$="/files/annex"] button').click()])
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines).toHaveLength(4)
  expect(lines.join()).toContain('Rosa')
  expect(complaints).toEqual([])
}, 240_000)

test('every page of the books, in every language, light and dark, passes axe and fits 320 pixels', async () => {
  const { recipient, officer } = await aMonth()
  const written = pathOf(await writeSheet(officer, recipient, sheetOf([{ ...GIVER, amount: '30', cheque: '1' }])))
  await writeSheet(
    officer,
    recipient,
    sheetOf([
      { ...GIVER, amount: '6500', cheque: '2' },
      { ...GIVER, family_name: 'Exempla', amount: '20', cheque: '3' },
    ]),
  )
  await rows("update payment set card_country = 'CH'")
  await rows('update recipient set filed_at = $1', [new Date(program.clock.now.getTime() - 1000)])
  const pages = ['', '/journal', '/statement', '/annex', '/lines', '/figures', '/looks', '/sheet', '/sheet?mode=cash', '/files']
  const faults: string[] = []
  const page = await as(officer, '/privacy', { width: 320 })
  for (const path of [...pages.map((end) => `/staff/books/${recipient}${end}`), `/staff/gifts/${recipient}`, written])
    faults.push(...(await faultsOf(page, base, path)))
  expect(faults).toEqual([])
}, 240_000)

test('a sheet that was refused passes axe, and leads to each field', async () => {
  const { recipient, officer } = await aMonth()
  const page = await as(officer, `/staff/books/${recipient}/sheet`, { width: 390 })
  await page.locator('[name="amount[r1]"]').fill('12')
  await page.locator('[name="reference[r2]"]').fill('RF00')
  await page.getByRole('button', { name: 'Essayer la feuille' }).click()
  expect(await page.locator('[aria-invalid=true]').count()).toBe(6)
  await page.locator('#errors a').last().click()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name') ?? location.hash)).toContain('reference')
  expect(await violations(page)).toEqual([])
})
