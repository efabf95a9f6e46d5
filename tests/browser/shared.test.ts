import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { leavePath } from '../../src/features/people/core/index.ts'
import { useBrowser, violations } from '../support/browser.ts'
import { becomeSupporter } from '../support/signing.ts'
import { signIn, staffMember, type Visitor } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()

const BOX = 'famille@example.org'

async function as(someone: Visitor, path: string, width = 390): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 800 }, reducedMotion: 'reduce' })
  await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

const sign = (given_name: string) =>
  becomeSupporter(program, { email: BOX, given_name, family_name: 'Roche', consents: { news: true, calls: false } })

test('a couple at one mailbox: by keyboard each says who she is, and every page of it passes axe in every language, by day and night', async () => {
  const [marie, paul] = [await sign('Marie'), await sign('Paul')]
  const browser = await signIn(program, BOX)
  const page = await as(browser, '/me')
  expect(new URL(page.url()).pathname).toBe('/which-of-you')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Paul Roche' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${base}/me`)
  expect(await page.textContent('main')).toContain('Vous êtes ici pour Paul')
  await page.getByRole('link', { name: 'C’est quelqu’un d’autre' }).click()
  await page.getByRole('button', { name: 'Marie Roche' }).click()
  await page.waitForURL(`${base}/me`)
  expect(await page.textContent('main')).toContain('Vous êtes ici pour Marie')

  const leave = leavePath(program.app, marie)
  const faults = await faultsOf(page, base, leave)
  await page.goto(base + leave)
  await page.getByRole('button', { name: 'pour personne' }).click()
  expect(await page.textContent('main')).toContain('C’est noté')
  expect(await violations(page)).toEqual([])
  await browser.post('/which-of-you', { person: paul })
  await page.goto(`${base}/me`)
  expect(await page.textContent('main')).toContain('Quelqu’un qui lit cette adresse a demandé')
  for (const path of ['/which-of-you', '/me']) faults.push(...(await faultsOf(page, base, path)))
  const member = await staffMember(program, 'staff')
  const desk = await as(member, `/staff/people/${paul}`)
  expect(await desk.textContent('main')).toContain('aussi à une autre personne')
  faults.push(...(await faultsOf(desk, base, `/staff/people/${paul}`)))
  expect(faults).toEqual([])
}, 120_000)
