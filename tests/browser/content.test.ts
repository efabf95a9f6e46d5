import { build } from 'vite'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { PictureId } from '../../src/features/content/index.ts'
import { compile } from '../../src/features/mail/writing/compile.ts'
import { preview } from '../../src/features/mail/writing/program.ts'
import { useBrowser } from '../support/browser.ts'
import { photo, sendPicture } from '../support/pictures.ts'
import { staffMember } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()

test('the pictures of the movement, pass axe in three languages and two themes', async () => {
  const admin = await staffMember(program, 'administrator')
  await sendPicture(program, admin, { path: '/staff', to: 'pictures', bytes: await photo(), fields: { credit: 'Ana' } })
  const page = await open('/privacy', { viewport: { width: 320, height: 800 }, reducedMotion: 'reduce' })
  await page.context().addCookies([{ name: 'session', value: admin.cookies.get('session')!, url: base }])
  expect(await faultsOf(page, base, '/staff/pictures')).toEqual([])
  if (process.env.SHOTS) await shoot(page)
})

async function shoot(page: Page): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(`${base}/staff/pictures`)
    await page.screenshot({ path: `${process.env.SHOTS}/pictures-${width}.png`, fullPage: true })
  }
}

const PICTURE = '11111111-1111-7111-8111-111111111111' as PictureId

/** A letter with a picture that nothing answers for. */
const letter = () =>
  preview(
    compile(
      {
        subject: 'Dimanche',
        preheader: 'Au marché',
        blocks: [
          { type: 'picture', picture: PICTURE, alt: 'Une table au marché', credit: 'Ana' },
          {
            type: 'text',
            markdown: 'Un [lien](/events) et anticonstitutionnellementanticonstitutionnellementanticonstitutionnellement',
          },
          { type: 'button', label: 'Je viens', link: '/events' },
          { type: 'figures', figures: [['104 000', 'soutiens']] },
        ],
      },
      {
        locale: 'fr',
        wrapper: { sender: { name: 'Mouvement', address: 'Lyon' }, why: 'Vous avez signé.' },
        from: { name: 'M', address: 'l@example.org' },
        listId: 'l.example.org',
        boundary: 'b',
        url: (path) => `https://example.org${path}`,
        lists: new Map(),
        pictures: new Map([[PICTURE, { src: 'data:image/png;base64,', width: 1200, height: 500 }]]),
      },
    ),
    {
      'links.browser': 'https://example.org/b',
      'links.preferences': 'https://example.org/p',
      'links.unsubscribe': 'https://example.org/u',
    },
  ).html

test('a letter is as wide as the phone that shows it, with pictures off and words that are too long', async () => {
  for (const width of [320, 390, 1280]) {
    const page = await open('/privacy', { viewport: { width, height: 800 } })
    // A mail program has no policy of a page of ours, which allows no styles on elements.
    await page.goto('about:blank')
    await page.setContent(letter())
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
})

test('what is pasted from a word processor comes in as Markdown, and can be taken back', async () => {
  const { output } = (await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry: 'src/features/content/blocks/paste.island.ts', formats: ['iife'], name: 'paste' } },
  }).then((built) => (Array.isArray(built) ? built[0] : built))) as { output: { code: string }[] }
  const page = await open('/privacy', { bypassCSP: true })
  await page.setContent('<textarea data-markdown></textarea>')
  await page.addScriptTag({ content: output[0]!.code })
  await page.evaluate(() => {
    const area = document.querySelector('textarea')!
    area.focus()
    const data = new DataTransfer()
    data.setData('text/html', '<p class=MsoNormal><b>Bonjour</b> <a href="https://example.org">ici</a></p><ul><li>un</li></ul>')
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  expect(await page.inputValue('textarea')).toBe('**Bonjour** [ici](https://example.org)\n\n- un')
  await page.keyboard.press('Control+z')
  expect(await page.inputValue('textarea')).toBe('')
})
