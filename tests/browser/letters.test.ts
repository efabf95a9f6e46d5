import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { readers } from '../support/mailing.ts'
import { until } from '../support/program.ts'
import { staffMember, type Visitor } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()

async function as(someone: Pick<Visitor, 'cookies'>, width: number): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 900 }, reducedMotion: 'reduce' })
  await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  return page
}

test('somebody writes a letter by keyboard, sees what is wrong, freezes it and sends it; each page passes axe and fits 320 pixels', async () => {
  await readers(program, 12)
  program.app.movement.current = { ...program.app.movement.current, contact: 'bonjour@example.org' }
  const chief = await staffMember(program, 'administrator')
  const page = await as(chief, 320)
  await page.goto(`${base}/staff/letters`)
  await page.fill('input[name=title]', 'Le 31 mars')
  await page.keyboard.press('Enter')
  await page.waitForURL(/staff\/letters\/[\w-]+$/)
  const path = new URL(page.url()).pathname
  await page.click('button[value="add.text"]')
  await page.fill('input[name=subject]', 'Bonjour {{ first_name | default: "à vous" }}')
  await page.fill('input[name=preheader]', 'Une place, un soir')
  await page.fill('textarea[name="blocks.0.markdown"]', 'Bonjour {{ fist_name }}')
  await page.click('button[value="add.button"]')
  await expect.poll(() => page.textContent('main')).toContain('first_name')
  const faulty = await faultsOf(page, base, path)
  await page.goto(base + path)
  await page.fill(
    'textarea[name="blocks.0.markdown"]',
    'Nous serons sur la **place** dès dix-huit heures, et nous parlerons de la suite. Venez, et dites-le autour de vous.',
  )
  await page.fill('input[name="blocks.1.label"]', 'Je viens')
  await page.fill('input[name="blocks.1.link"]', '/events')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.textContent('main')).toContain('Figer la lettre')
  const faults = [...faulty, ...(await faultsOf(page, base, '/staff/letters')), ...(await faultsOf(page, base, path))]
  await page.goto(base + path)
  await shoot(chief, path)
  await page.click('form[action$="/freeze"] button')
  await page.waitForURL(/staff\/mailings/)
  const mailing = new URL(page.url()).pathname
  const state = async (wanted: string) =>
    until(
      async () => ((await program.rows('select id from mailing where state = $1', [wanted])).length ? true : undefined),
      wanted,
    )
  await state('ready')
  faults.push(...(await faultsOf(page, base, mailing)))
  await shoot(chief, mailing)
  await page.goto(base + mailing)
  await page.click('form[action$="/begin"] button')
  await state('done')
  await page.goto(base + mailing)
  expect(await page.textContent('main')).toContain('12 sur 12')
  faults.push(...(await faultsOf(page, base, mailing)))
  expect(faults).toEqual([])
})

/** Pictures for who looks, where `SHOTS` names a folder. */
async function shoot(someone: Pick<Visitor, 'cookies'>, path: string): Promise<void> {
  const shots = process.env.SHOTS
  if (!shots) return
  for (const [locale, width, scheme] of [
    ['', 390, 'light'],
    ['/en', 1280, 'dark'],
    ['/es', 1280, 'light'],
  ] as const) {
    const one = await as(someone, width)
    await one.emulateMedia({ colorScheme: scheme })
    await one.goto(`${base}${locale}${path}`)
    const name = `${locale.slice(1) || 'fr'}-${width}${path.split('/')[2]}-${scheme}.png`
    await one.screenshot({ path: `${shots}/${name}`, fullPage: true })
  }
}
