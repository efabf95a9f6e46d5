import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { complaints, useBrowser, violationsByDayAndNight } from '../support/browser.ts'
import { addRecipient, provedDonor, treasurerOf } from '../support/giving.ts'
import { lend, openLoans } from '../support/loans.ts'
import type { Visitor } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()
const { rows } = program

async function as(someone: Visitor | undefined, path: string, width = 390): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 844 }, reducedMotion: 'reduce' })
  if (someone) await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

test('who lends attests what is true of a loan: nobody says that the money will not come back', async () => {
  const recipient = await addRecipient(program)
  await openLoans(program, recipient)
  const page = await as(await provedDonor(program), `/loans/${recipient}`)
  const attested = await page.getByRole('group', { name: 'Ce que la loi demande' }).innerText()
  expect(attested).toContain('personne ne me l’a donné ni prêté')
  expect(attested).not.toMatch(/me le rendra|je donne/)
})

test('every page of loans, in every language, light and dark, passes axe and fits 320 pixels; also after a refusal', async () => {
  const recipient = await addRecipient(program)
  const lender = await provedDonor(program)
  const seen = await openLoans(program, recipient)
  await lend(lender, recipient, { seen })
  await lend(lender, recipient, { seen, amount: '500' })
  const loans = await rows<{ id: string }>('select id from loan order by id')
  const treasurer = await treasurerOf(program, recipient)
  const desk = `/staff/loans/${recipient}`
  const [running, awaited] = loans.map(({ id }) => `${desk}/${id}`) as [string, string]
  await treasurer.post(`${running}/arrival`)
  await treasurer.post(`${running}/repayment`, { n: '1' })
  const year = program.clock.now.getUTCFullYear()
  const pages: [Visitor | undefined, string[]][] = [
    [undefined, [`/loans/${recipient}`]],
    [lender, [`/loans/${recipient}`, '/me/loans']],
    [await provedDonor(program, 'nobody@example.org'), ['/me/loans']],
    [treasurer, ['/staff/loans', desk, `${desk}/offer`, `${desk}/years/${year}`, running, awaited]],
  ]
  const faults: string[] = []
  for (const [someone, paths] of pages) {
    const page = await as(someone, '/privacy', 320)
    for (const path of paths) faults.push(...(await faultsOf(page, base, path)))
  }
  const lending = await as(lender, `/loans/${recipient}`)
  await lending.getByLabel('Montant').fill('1')
  await lending.getByRole('button', { name: 'Voir l’échéancier' }).click()
  expect(await lending.getByRole('alert').count()).toBe(1)
  faults.push(...(await violationsByDayAndNight(lending)))
  const offering = await as(treasurer, `${desk}/offer`)
  await offering.getByLabel('Durée').fill('999')
  await offering.getByLabel('Intérêt').fill('beaucoup')
  await offering.getByRole('button', { name: 'Enregistrer' }).click()
  expect(await offering.getByRole('alert').count()).toBe(1)
  faults.push(...(await violationsByDayAndNight(offering)))
  expect(faults).toEqual([])
  expect(complaints).toEqual([])
}, 240_000)
