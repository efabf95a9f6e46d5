import { expect, test } from 'vitest'
import { overflow, useBrowser, violations, violationsByDayAndNight } from '../support/browser.ts'
import { buildOf, faultsOf, type Swept } from '../support/sweep.ts'
import { linkIn, until } from '../support/program.ts'
import { erasureLinks } from '../../src/features/people/privacy/erasing.ts'
import { becomeSupporter, confirmationPath } from '../support/signing.ts'

const { program, open, base } = await useBrowser()

/** Every page that a visitor can meet, by what it is called. */
async function allPages(): Promise<Record<string, Swept>> {
  const confirm = await confirmationPath(program, { email: 'waiting@example.org', consents: { news: true, calls: false } })
  const waiting = (await program.mails()).find((mail) => mail.to?.[0]?.address === 'waiting@example.org')!
  const pressed = await program.server.inject({
    method: 'POST',
    url: await confirmationPath(program, { email: 'done@example.org', consents: { news: true, calls: false } }),
  })
  const more = await becomeSupporter(program, { email: 'more@example.org', postal_code: '23300', place_code: 'FR-23176' })
  const welcome = await until(
    async () =>
      (await program.mails()).find(
        (mail) => mail.to?.[0]?.address === 'done@example.org' && mail.subject?.startsWith('Bienvenue'),
      ),
    'the welcome mail',
  )
  const leave = linkIn(welcome, '/leave/')
  return {
    home: '/',
    sign: '/sign',
    sent: '/sign/sent',
    confirm,
    refuse: linkIn(waiting, '/sign/refuse/'),
    thanks: String(pressed.headers.location),
    leave,
    erasure: `${leave}/erasure`,
    erase: erasureLinks.path(program.app, { person: more, mark: null, at: Date.now() }),
    over: { path: '/sign/confirm/over', status: 404 },
    privacy: '/privacy',
    credits: '/credits',
    'not found': { path: '/nowhere', status: 404 },
  }
}

test('every page in every language, light and dark, passes axe, and fits 320 pixels', async () => {
  const faults: string[] = []
  // Without motion: colours on their way from one theme to the other are nobody's.
  const page = await open('/', { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' })
  for (const path of Object.values(await allPages())) faults.push(...(await faultsOf(page, base, path)))
  expect(faults).toEqual([])
})

test('a page that is built otherwise in one language is looked at whole', async () => {
  const page = await open('/credits')
  const built = await buildOf(page)
  await page.goto(`${base}/en/credits`)
  expect(await buildOf(page)).toEqual(built)
  await page.evaluate(() => (document.querySelector('h1')!.textContent = ''))
  expect(await buildOf(page)).not.toEqual(built)
  // Words that are the same in this language alone are a difference too: two links of one name.
  await page.goto(`${base}/en/credits`)
  await page.evaluate(() => document.querySelectorAll('footer a').forEach((link) => (link.textContent = 'here')))
  expect(await buildOf(page)).not.toEqual(built)
})

test('a refused form passes axe too', async () => {
  const page = await open('/sign')
  await page.getByRole('button', { name: 'Je signe' }).click()
  await page.getByRole('alert').waitFor()
  expect(await violations(page)).toEqual([])
})

test('axe sees a fault that is planted', async () => {
  const page = await open('/sign')
  await page.evaluate(() => document.querySelector('label')!.remove())
  expect((await violations(page)).join('\n')).toMatch(/label/)
})

test('what only the night has is seen: a colour that cannot be read, and what stands elsewhere', async () => {
  const page = await open('/sign', { reducedMotion: 'reduce' })
  const byNight = (rule: string) =>
    page.evaluate((text) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(`@media (prefers-color-scheme: dark) { ${text} }`)
      document.adoptedStyleSheets = [sheet]
    }, rule)
  expect(await violationsByDayAndNight(page)).toEqual([])
  await byNight('h1 { color: #333 !important }')
  expect((await violationsByDayAndNight(page)).join('\n')).toMatch(/\(dark\): color-contrast/)
  await byNight('h1 { margin-top: 4rem !important }')
  expect((await violationsByDayAndNight(page)).join('\n')).toMatch(/\(dark\): stands otherwise than by day: H1/)
})

test('text at double spacing and at 400 % still fits', async () => {
  const page = await open('/', { viewport: { width: 320, height: 256 } })
  await page
    .addStyleTag({
      content: '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }',
    })
    .catch(() => {})
  await page.evaluate(() => document.documentElement.style.setProperty('letter-spacing', '.12em'))
  expect(await overflow(page)).toBeLessThanOrEqual(0)
})

test('what can be pressed is at least 24 pixels high', async () => {
  const page = await open('/')
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
      .filter((element) => element.closest('[aria-hidden], p') === null)
      .map((element) => ({ text: element.textContent ?? '', height: element.getBoundingClientRect().height }))
      .filter(({ height }) => height > 1 && height < 24),
  )
  expect(small).toEqual([])
})
