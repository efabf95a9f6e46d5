import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { type Signer, signer } from '../support/groups.ts'
import { staffMember } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()

async function as(someone: Pick<Signer, 'cookies'>, path: string, width: number): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 900 }, reducedMotion: 'reduce' })
  await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

test('the rules of contact, and what may be said to somebody now on her page, in every language, by day and night, pass axe and fit 320 pixels', async () => {
  const zoe = await signer(program, 'Zoé')
  const chief = await staffMember(program, 'administrator')
  const page = await as(chief, '/privacy', 320)
  const faults: string[] = []
  for (const path of ['/staff/contact', `/staff/people/${zoe.person}`]) faults.push(...(await faultsOf(page, base, path)))
  expect(faults).toEqual([])
  const shots = process.env.SHOTS
  for (const [locale, path, width, scheme] of [
    ['fr', '/staff/contact', 390, 'light'],
    ['en', '/en/staff/contact', 1280, 'dark'],
    ['es', '/es/staff/contact', 1280, 'light'],
    ['fr', `/staff/people/${zoe.person}`, 390, 'dark'],
    ['en', `/en/staff/people/${zoe.person}`, 1280, 'light'],
  ] as const) {
    if (!shots) break
    const one = await as(chief, path, width)
    await one.emulateMedia({ colorScheme: scheme })
    await one.screenshot({
      path: `${shots}/${locale}-${width}-${scheme}${path.replaceAll('/', '_').slice(0, 24)}.png`,
      fullPage: true,
    })
  }
})
