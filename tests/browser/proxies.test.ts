import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { complaints, useBrowser } from '../support/browser.ts'
import { linkIn } from '../support/program.ts'
import { proxiesIn } from '../support/proxies.ts'
import { staffMember, type Visitor } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()
const { vote, ask, hold, matches, mailTo, answer } = proxiesIn(program)

async function signInto(page: Page, { cookies }: Visitor): Promise<void> {
  await page.context().addCookies([{ name: 'session', value: cookies.get('session')!, url: base }])
}

/** Zoé asks, Hal goes; Ana waits, and staff see both. */
async function people() {
  const election = await vote(30)
  const zoe = await ask(election)
  const hal = await hold(election)
  const holder = linkIn(await mailTo(hal.email, /cherche quelqu’un/), '/vote/proxy/holders/')
  const [one] = await matches()
  const ana = await ask(election, { given_name: 'Ana' })
  const staff = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  return { zoe, hal, holder, match: one!.id, ana, staff, askId: one!.ask_id }
}

test('every page about proxies, in every language, light and dark, passes axe and fits a phone', async () => {
  const { zoe, hal, holder, match, ana, staff, askId } = await people()
  const faults: string[] = []
  const page = await open('/', { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' })
  const look = async (...paths: string[]) => {
    for (const path of paths) faults.push(...(await faultsOf(page, base, path)))
  }
  await look('/vote/proxy', '/vote/proxy/how', zoe.page, holder, ana.page)
  await answer(holder, true, match)
  await answer(zoe.page, true, match)
  await look(zoe.page, holder)
  await signInto(page, hal)
  await look('/me/proxies')
  await signInto(page, staff)
  await look('/staff/proxies', `/staff/proxies/${askId}`)
  expect(faults).toEqual([])
  expect(complaints).toEqual([])
})

test('somebody asks on a phone, sees what is wrong beside its field, and is told to look at her mails', async () => {
  await vote(30)
  const page = await open('/vote/proxy', { javaScriptEnabled: false })
  await page.getByLabel('Commune où vous votez').fill('Lyon')
  await page.getByLabel('Prénom').fill('Zoé')
  await page.getByLabel('Numéro de téléphone').fill('12')
  await page.getByLabel('Adresse e-mail').fill('zoe@example.org')
  await page.getByRole('button', { name: 'Chercher quelqu’un' }).click()
  expect(await page.locator('#field-phone-error').textContent()).toContain('numéro complet')
  await page.getByLabel('Numéro de téléphone').fill('06 99 38 12 34')
  await page.getByRole('button', { name: 'Chercher quelqu’un' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Regardez votre boîte e-mail')
  await page.goto(linkIn(await mailTo('zoe@example.org', /Confirmez/), '/vote/proxy/asks/').replace(/^/, base))
  expect(await page.getByText('+33699381234').count()).toBe(1)
  await page.getByRole('button', { name: 'Confirmer ma demande' }).click()
  expect(await page.getByText('Nous cherchons quelqu’un').count()).toBeGreaterThan(0)
})
