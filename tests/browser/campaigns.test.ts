import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser, violations } from '../support/browser.ts'
import { addCampaign, addRecipient, addSandbox, takesShares } from '../support/giving.ts'
import { found, signer } from '../support/groups.ts'
import { until } from '../support/program.ts'
import { staffMember, type Visitor } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()
const { rows } = program

/** Tab, until what has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const { activeElement } = document as unknown as { activeElement: { name?: string; value?: string; id: string } | null }
      return `${activeElement?.name ?? ''}=${activeElement?.value ?? ''}`
    })
    if (focused === name || focused.startsWith(`${name}=`)) return
  }
  throw new Error(`No way by keys to ${name}`)
}

const TYPED: [string, string][] = [
  ['given_name', 'Aline'],
  ['family_name', 'Exemple'],
  ['email', 'aline@example.org'],
  ['said[street]', '1 rue des Lilas'],
  ['said[postal_code]', '69003'],
  ['said[town]', 'Lyon'],
]

/** Fills the form by keys alone, and sends it. */
async function fillByKeys(page: Page): Promise<void> {
  await tabTo(page, 'amount')
  await page.keyboard.press('Space')
  for (const name of ['rhythm', 'mode']) {
    await tabTo(page, name)
    await page.keyboard.press('Space')
  }
  for (const [name, text] of TYPED) {
    await tabTo(page, name)
    await page.keyboard.type(text)
  }
  for (const name of ['said[country]', 'said[nationality]']) {
    await tabTo(page, name)
    await page.keyboard.type('Fran')
  }
  for (const name of ['adult', 'declared[natural_person]', 'declared[own_money]']) {
    await tabTo(page, name)
    await page.keyboard.press('Space')
  }
  await page.keyboard.press('Enter')
}

test.each([
  ['fr', '', ['Une caravane', 'Tout est juste', 'Merci pour votre don']],
  ['es', '/es', ['La caravana', '¿Está todo bien?', 'Gracias por tu donación']],
  ['en', '/en', ['A caravan', 'Is all of it right', 'Thank you for your gift']],
])('by keys alone, without JavaScript, in %s: from a campaign’s page to the page that thanks', async (_locale, prefix, said) => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const campaign = await addCampaign(program, recipient, { title: 'Une caravane' })
  await rows(
    "insert into campaign_text (campaign_id, locale, title, story) values ($1, 'es', 'La caravana', 'Un camión.'), ($1, 'en', 'A caravan', 'A van.')",
    [campaign],
  )
  const page = await open(`${prefix}/give/for/la-caravane`, { javaScriptEnabled: false })
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(said[0])
  await fillByKeys(page)
  await page.waitForSelector('button[value=give]')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(said[1])
  expect(await page.getByText(said[0]!).count()).toBeGreaterThan(0)
  await tabTo(page, 'act=give')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/give/sandbox/**')
  expect(page.url()).toContain(`${base}${prefix}/give/sandbox/`)
  await tabTo(page, 'play=pay')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${base}${prefix}/give/gifts/**`)
  await until(
    async () => (await rows("select 1 from gift where state = 'paid'")).length === 1 || undefined,
    'a gift that is paid',
  )
  await page.reload()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(said[2])
  expect(await rows('select amount, campaign_id from gift')).toEqual([{ amount: '500', campaign_id: campaign }])
  expect(await rows('select total, donors, median from gift_figure where aim_id = $1', [campaign])).toEqual([
    { total: '500', donors: '1', median: '500' },
  ])
  await page.context().close()
})

test('half of a gift to a group, by keys: what is forgotten is said where it is, and the page passes axe then too', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const zoe = await signer(program, 'Zoe')
  const group = await found(program, [zoe.person])
  await takesShares(program, recipient, group)
  const page = await open(`/give/${recipient}?group=${group}`)
  await fillByKeys(page)
  await page.waitForSelector('#errors')
  expect(await page.evaluate(() => (document as unknown as { activeElement: { id: string } }).activeElement.id)).toBe('errors')
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Pour qui' }).press('Enter')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  expect(await page.locator('[name=split]:checked').getAttribute('value')).toBe('half')
  await page.locator('[name=split]:checked').press('Enter')
  await page.waitForSelector('button[value=give]')
  expect(await page.getByText('2,50').count()).toBe(2)
  expect(await violations(page)).toEqual([])
})

test('what foreigners declare is asked of foreigners alone', async () => {
  const recipient = await addRecipient(program)
  const page = await open(`/give/${recipient}`, { javaScriptEnabled: false })
  const box = page.locator('[name="declared[resident]"]')
  expect(await box.isVisible()).toBe(false)
  await page.getByLabel('Nationalité', { exact: true }).selectOption('US')
  expect(await box.isVisible()).toBe(true)
  await page.getByLabel('Nationalité', { exact: true }).selectOption('FR')
  expect(await box.isVisible()).toBe(false)
})

test('every page of campaigns and shares, in every language, light and dark, passes axe and fits 320 pixels', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const campaign = await addCampaign(program, recipient)
  await addCampaign(program, recipient, { address: 'finie', closes: '2026-01-01' })
  const zoe = await signer(program, 'Zoe')
  const group = await found(program, [zoe.person])
  await takesShares(program, recipient, group)
  for (const aim of [campaign, group])
    await rows(
      'insert into gift_figure (recipient_id, aim_id, total, gifts, donors, median) values ($1, $2, 123400, 20, 12, 500)',
      [recipient, aim],
    )
  await rows('update group_share set shows_figures = true')
  const treasurer = await staffMember(program, 'treasurer')
  await rows('insert into recipient_officer (recipient_id, account_id, since) values ($1, $2, now())', [
    recipient,
    treasurer.account,
  ])
  const pages: [Visitor | undefined, string[]][] = [
    [
      undefined,
      [
        '/give',
        '/give/for/la-caravane',
        '/give/for/finie',
        `/give/${recipient}?group=${group}`,
        `/give/${recipient}/groups`,
        `/groups/${group}`,
      ],
    ],
    [zoe, [`/groups/${group}/gifts`]],
    [treasurer, ['/staff/campaigns', `/staff/campaigns/${recipient}`, `/staff/campaigns/${recipient}/${campaign}`]],
  ]
  const faults: string[] = []
  for (const [someone, paths] of pages) {
    const page = await open('/privacy', { viewport: { width: 320, height: 800 }, reducedMotion: 'reduce' })
    if (someone) await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
    for (const path of paths) faults.push(...(await faultsOf(page, base, path)))
  }
  expect(faults).toEqual([])
}, 240_000)
