import { expect, test } from 'vitest'
import { useBrowser, violations } from '../support/browser.ts'
import { provedDonor } from '../support/giving.ts'
import { giveMonthly, onDay, pageOf, plans, rest } from '../support/monthly.ts'
import { staffMember, visitorOf } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()

test('a monthly gift is changed, paused, taken up and stopped on one page, without JavaScript and without calling anyone', async () => {
  program.clock.now = new Date('2027-01-15T12:00:00Z')
  await giveMonthly(program)
  const path = await pageOf(program)
  const page = await open(path, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  const heading = () => page.getByRole('heading', { level: 1 }).textContent()
  expect(await heading()).toContain('10\u00a0€ par mois')
  await page.getByLabel('Montant par mois').fill('rien')
  await page.getByRole('button', { name: 'Changer le montant' }).click()
  expect(await page.locator('[aria-invalid=true]').count()).toBe(1)
  await page.getByLabel('Montant par mois').fill('7')
  await page.getByRole('button', { name: 'Changer le montant' }).click()
  expect(await heading()).toContain('7\u00a0€ par mois')
  await page.getByRole('button', { name: 'Suspendre' }).click()
  expect(await page.getByText('rien n’est prélevé tant que').count()).toBe(1)
  await page.getByRole('button', { name: 'Reprendre' }).click()
  expect(await page.getByText('le 15 février 2027').count()).toBe(1)
  await page.getByRole('button', { name: 'Arrêter' }).click()
  expect(await page.getByText('Vous l’avez arrêté').count()).toBe(1)
  expect(await plans(program)).toMatchObject([{ state: 'stopped', reason: 'donor' }])
})

test('every page of monthly gifts, in every language, light and dark, passes axe and fits 320 pixels', async () => {
  program.clock.now = new Date('2027-01-15T12:00:00Z')
  const { recipient, provider } = await giveMonthly(program)
  await giveMonthly(program, { recipient, mode: 'debit', typed: { email: 'b@example.net', family_name: 'Autre' } })
  await visitorOf(program).post(provider, { play: 'later-refuse' })
  await onDay(program, '2027-02-15')
  const page = await open('/privacy', { viewport: { width: 320, height: 800 }, reducedMotion: 'reduce' })
  const links = (await program.mails()).flatMap(({ text }) => /\/give\/monthly\/[^\s"]+/.exec(text ?? '')?.[0] ?? [])
  const own = [...new Set(links)]
  expect(own).toHaveLength(2)
  await visitorOf(program).post(`${own[1]}/amount`, { amount: '30' })
  const faults: string[] = []
  for (const path of own) faults.push(...(await faultsOf(page, base, path)))
  await visitorOf(program).post(`${own[1]}/stop`)
  await rest(program)
  faults.push(...(await faultsOf(page, base, own[1]!)))
  const donor = await provedDonor(program)
  const treasurer = await staffMember(program, 'treasurer')
  await program.rows('insert into recipient_officer (recipient_id, account_id, since) values ($1, $2, now())', [
    recipient,
    treasurer.account,
  ])
  for (const [someone, paths] of [
    [donor, ['/me/monthly', '/me/gifts']],
    [treasurer, ['/staff/monthly', `/staff/monthly/${recipient}`]],
  ] as const) {
    await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
    for (const path of paths) faults.push(...(await faultsOf(page, base, path)))
  }
  expect(faults).toEqual([])
}, 240_000)

test('what was refused of it passes axe too', async () => {
  program.clock.now = new Date('2027-01-15T12:00:00Z')
  await giveMonthly(program)
  const page = await open(await pageOf(program), { viewport: { width: 390, height: 844 } })
  await page.getByLabel('Montant par mois').fill('0')
  await page.getByRole('button', { name: 'Changer le montant' }).click()
  expect(await violations(page)).toEqual([])
})
