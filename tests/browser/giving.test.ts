import { expect, test } from 'vitest'
import { useBrowser, violations } from '../support/browser.ts'
import { addRecipient, addSandbox, pathOf, provedDonor, sendGift } from '../support/giving.ts'
import { until } from '../support/program.ts'
import { staffMember, type Visitor, visitorOf } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()

test('a gift of twenty euros without JavaScript: form, review, provider, and the page that says what became of it', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const page = await open(`/give/${recipient}`, { javaScriptEnabled: false })
  await page.getByRole('button', { name: 'Vérifier' }).click()
  // What is wrong is said, and the reader is led to it.
  expect(await page.getByText('Écrivez un montant').count()).toBeGreaterThan(0)
  await page.getByLabel('20 €').check()
  await page.getByLabel('Une fois').check()
  await page.getByLabel('Par carte').check()
  await page.getByLabel('Prénom').fill('Aline')
  await page.getByLabel('Nom', { exact: true }).fill('Exemple')
  await page.getByLabel('Adresse e-mail').fill('aline@example.org')
  await page.getByLabel('Adresse', { exact: true }).fill('1 rue des Lilas')
  await page.getByLabel('Code postal').fill('69003')
  await page.getByLabel('Commune').fill('Lyon')
  await page.getByLabel('Pays du domicile').selectOption('FR')
  await page.getByLabel('Nationalité', { exact: true }).selectOption('FR')
  for (const name of ['dix-huit', 'personne physique', 'Cet argent']) await page.getByLabel(name).check()
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByRole('button', { name: 'Payer 20' }).click()
  expect(page.url()).toContain('/give/sandbox/')
  await page.locator('button[value=pay]').click()
  await until(
    async () => (await program.rows("select 1 from gift where state = 'paid'")).length === 1 || undefined,
    'a gift that is paid',
  )
  await page.reload()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Merci pour votre don')
})

test('every page of gifts, in every language, light and dark, passes axe and fits 320 pixels', async () => {
  const account = await addSandbox(program)
  const [recipient, other] = [await addRecipient(program, { account }), await addRecipient(program, { name: 'Autre fonds' })]
  const visitor = visitorOf(program)
  const promised = pathOf(await sendGift(visitor, recipient, { amount: '20', mode: 'transfer' }))
  const begun = pathOf(await sendGift(visitor, recipient, { amount: '20', mode: 'card' }))
  const donor = await provedDonor(program)
  await sendGift(donor, recipient, { amount: 'other', other: '7000', mode: 'cheque' })
  const namesake = await provedDonor(program, 'b@example.net')
  const held = await sendGift(namesake, recipient, { email: 'b@example.net', amount: 'other', other: '600', mode: 'card' })
  const treasurer = await staffMember(program, 'treasurer')
  await program.rows('insert into recipient_officer (recipient_id, account_id, since) values ($1, $2, now())', [
    recipient,
    treasurer.account,
  ])
  const gifts = await program.rows<{ id: string; state: string }>('select id, state from gift order by id')
  const administrator = await staffMember(program, 'administrator')
  const pages: [Visitor | undefined, string[]][] = [
    [undefined, ['/give', `/give/${recipient}`, `/give/${other}`, promised, begun, pathOf(held)]],
    [donor, ['/me/gifts']],
    [treasurer, ['/staff/gifts', `/staff/gifts/${recipient}`, ...gifts.map(({ id }) => `/staff/gifts/${recipient}/${id}`)]],
    [administrator, ['/staff/recipients', `/staff/recipients/${recipient}`, '/staff/payments']],
  ]
  const faults: string[] = []
  for (const [someone, paths] of pages) {
    const page = await open('/privacy', { viewport: { width: 320, height: 800 }, reducedMotion: 'reduce' })
    if (someone) await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
    for (const path of paths) faults.push(...(await faultsOf(page, base, path)))
  }
  expect(faults).toEqual([])
}, 240_000)

test('what was refused passes axe too', async () => {
  const recipient = await addRecipient(program)
  const page = await open(`/give/${recipient}`, { viewport: { width: 390, height: 800 } })
  await page.getByRole('button', { name: 'Vérifier' }).click()
  expect(await page.locator('[aria-invalid=true]').count()).toBeGreaterThan(5)
  expect(await violations(page)).toEqual([])
})
