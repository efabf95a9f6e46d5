import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { links } from '../../src/features/give/dues/links.ts'
import { complaints, useBrowser, violationsByDayAndNight } from '../support/browser.ts'
import { FREE, join, openDues } from '../support/dues.ts'
import { addRecipient, addSandbox, pathOf, provedDonor, treasurerOf } from '../support/giving.ts'
import { until } from '../support/program.ts'
import { type Visitor, visitorOf } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()
const { rows, app } = program

async function as(someone: Visitor | undefined, path: string, { width = 390, javaScriptEnabled = true } = {}): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 844 }, reducedMotion: 'reduce', javaScriptEnabled })
  if (someone) await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

/** A member whose dues came, another whose transfer is awaited, and who keeps their book. */
async function world() {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  await openDues(program, recipient)
  const member = await provedDonor(program)
  await member.post(pathOf(await join(member, recipient)), { play: 'pay' })
  await until(async () => (await rows("select 1 from due where state = 'paid'"))[0], 'dues that are paid')
  await join(visitorOf(program), recipient, { mode: 'transfer', email: 'zita@example.org', given_name: 'Zita' })
  const dues = await rows<{ id: string; member: string }>('select id, member_id as member from due order by id')
  return { recipient, member, treasurer: await treasurerOf(program, recipient), paid: dues[0]!, awaited: dues[1]! }
}

test('without JavaScript: who joins by transfer is told how, and no page of dues calls them a gift', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  await openDues(program, recipient)
  const page = await as(undefined, `/dues/${recipient}`, { javaScriptEnabled: false })
  const main = () => page.locator('main').innerText()
  expect(await main()).not.toMatch(/\bje donne\b|\bles dons vont\b/i)
  await page.getByLabel('12').check()
  await page.getByLabel('Comment').selectOption('transfer')
  for (const [label, text] of [
    ['Prénom', 'Aline'],
    ['Nom', 'Exemple'],
    ['Adresse e-mail', 'aline@example.org'],
    ['Adresse', '1 rue des Lilas'],
    ['Code postal', '69003'],
    ['Commune', 'Lyon'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(text)
  for (const label of ['Pays du domicile fiscal', 'Nationalité']) await page.getByLabel(label, { exact: true }).selectOption('FR')
  for (const box of await page.getByRole('group', { name: 'Ce que la loi demande' }).getByRole('checkbox').all())
    if (await box.isVisible()) await box.check()
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByRole('button', { name: 'Adhérer pour 12' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('nous attendons votre cotisation')
  expect(await main()).toContain('FR76')
})

test('what the law refuses of dues is said of dues', async () => {
  const recipient = await addRecipient(program)
  await openDues(program, recipient)
  const { body } = await join(visitorOf(program), recipient, { mode: 'transfer', 'said[nationality]': 'US' })
  expect(body).toContain('Sans cette attestation')
  expect(body).not.toMatch(/\bce don\b/)
  await openDues(program, recipient, FREE)
  const over = await join(await provedDonor(program), recipient, { amount: '', other: '8000', mode: 'transfer' })
  expect(over.body).toContain('dons et cotisations ensemble')
})

test('every page of dues, in every language, light and dark, passes axe and fits 320 pixels; also after a refusal', async () => {
  const { recipient, member, treasurer, paid, awaited } = await world()
  const desk = `/staff/dues/${recipient}`
  const pages: [Visitor | undefined, string[]][] = [
    [
      undefined,
      [
        `/dues/${recipient}`,
        ...[paid, awaited].map(({ id }) => links.due(app, id as never)),
        ...[paid, awaited].map((due) => links.renewal(app, due.member as never)),
      ],
    ],
    [member, ['/me/dues']],
    [await provedDonor(program, 'nobody@example.org'), ['/me/dues']],
    [treasurer, ['/staff/dues', desk, `${desk}/scale`, ...[paid, awaited].map((due) => `${desk}/${due.member}`)]],
  ]
  const faults: string[] = []
  for (const [someone, paths] of pages) {
    const page = await as(someone, '/privacy', { width: 320 })
    for (const path of paths) faults.push(...(await faultsOf(page, base, path)))
  }
  const joining = await as(undefined, `/dues/${recipient}`)
  await joining.getByRole('button', { name: 'Vérifier' }).click()
  expect(await joining.getByRole('alert').count()).toBe(1)
  faults.push(...(await violationsByDayAndNight(joining)))
  const scaling = await as(treasurer, `${desk}/scale`)
  await scaling.getByLabel('Jours de grâce').fill('9999')
  await scaling.getByLabel('Tranche 1 : cotisation').fill('rien')
  await scaling.getByRole('button', { name: 'Enregistrer' }).click()
  expect(await scaling.getByRole('alert').count()).toBe(1)
  faults.push(...(await violationsByDayAndNight(scaling)))
  const refunding = await as(treasurer, `${desk}/${paid.member}`)
  await refunding.getByText('Rembourser', { exact: true }).click()
  await refunding.getByRole('button', { name: 'Tout rembourser' }).click()
  expect(await refunding.getByRole('alert').count()).toBe(1)
  faults.push(...(await violationsByDayAndNight(refunding)))
  expect(faults).toEqual([])
  expect(complaints).toEqual([])
}, 240_000)
