import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { complaints, useBrowser } from '../support/browser.ts'
import { linkIn, until } from '../support/program.ts'

const { program, open, base } = await useBrowser()

const supporters = async () => ((await (await fetch(`${base}/api/v1/movement`)).json()) as { supporters: number }).supporters
const mailTo = (address: string, subject: string) =>
  until(
    async () => (await program.mails()).find((mail) => mail.to?.[0]?.address === address && mail.subject?.startsWith(subject)),
    `the mail to ${address}`,
  )

test('she signs on her phone, confirms from the mail, and the counter moves', async () => {
  const page = await open('/')
  await page.getByLabel('Prénom').fill('Zoé')
  await page.getByLabel('Adresse e-mail').fill('Zoe@Example.org')
  await page.getByLabel('Code postal').fill('69210')
  await page.getByLabel('Commune').waitFor()
  await page.getByLabel('Code postal').pressSequentially(' ')
  await page.getByLabel('Commune').selectOption('Sain-Bel')
  await page.getByLabel(/Je veux recevoir par e-mail/).check()
  program.clock.now = new Date(program.clock.now.getTime() + 5000)
  await page.getByRole('button', { name: 'Je signe' }).click()
  await page.getByRole('heading', { name: 'Plus qu’une étape' }).waitFor()
  expect(await supporters()).toBe(0)

  const mail = await mailTo('zoe@example.org', 'Confirmez')
  await page.goto(base + linkIn(mail, '/sign/confirm/'))
  expect(await supporters()).toBe(0)
  await page.getByRole('button', { name: 'Je confirme ma signature' }).click()
  await page.getByRole('heading', { name: 'Merci, Zoé' }).waitFor()
  expect(await page.getByText('Signature n°').innerText()).toMatch(/n°\s1 dans votre département \(Rhône\)/)
  expect(await supporters()).toBe(1)

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: /Copier le lien|Partager le lien/ }).click()
  await page.getByRole('button', { name: 'Lien copié' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${base}/`)

  await page.waitForTimeout(1100)
  await page.goto(`${base}/`)
  expect(await page.locator('dd').first().innerText()).toBe('1')
  expect(complaints).toEqual([])
})

test('a form that the browser filled in is sent by one press, at once', async () => {
  const page = await open('/')
  // As autofill does: all values there before anybody could have typed one.
  await page.evaluate(() => {
    const values = { given_name: 'Zoé', email: 'quick@example.org', postal_code: '38000' }
    for (const [name, value] of Object.entries(values)) {
      const field = document.querySelector<HTMLInputElement>(`input[name="${name}"]`)!
      field.value = value
      field.dispatchEvent(new Event('change', { bubbles: true }))
    }
    document.querySelector<HTMLFormElement>('form[action$="/sign"]')!.requestSubmit()
  })
  await page.getByRole('heading', { name: 'Plus qu’une étape' }).waitFor()
  await mailTo('quick@example.org', 'Confirmez')
  expect(complaints).toEqual([])
})

test('without scripts, in English, from the form to leaving for good', async () => {
  const page = await open('/en/sign', { javaScriptEnabled: false })
  await page.getByLabel('First name').fill('Zoé')
  await page.getByLabel('E-mail address').fill('zoe@example.org')
  await page.getByLabel('Postal code').fill('69210')
  program.clock.now = new Date(program.clock.now.getTime() + 5000)
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByRole('heading', { name: 'One thing to correct' }).waitFor()
  expect(await page.getByLabel('First name').inputValue()).toBe('Zoé')
  await page.getByLabel('Town', { exact: true }).selectOption('Sain-Bel')
  program.clock.now = new Date(program.clock.now.getTime() + 5000)
  await page.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByRole('heading', { name: 'One more step' }).waitFor()

  await page.goto(base + linkIn(await mailTo('zoe@example.org', 'Confirm'), '/en/sign/confirm/'))
  await page.getByRole('button', { name: 'I confirm my signature' }).click()
  await page.getByRole('heading', { name: 'Thank you, Zoé' }).waitFor()

  await page.goto(base + linkIn(await mailTo('zoe@example.org', 'Welcome'), '/en/leave/'))
  await page.getByRole('link', { name: 'Erase everything' }).click()
  await page.getByRole('button', { name: 'Get the message that erases everything' }).click()
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
  await page.goto(base + linkIn(await mailTo('zoe@example.org', 'Erase'), '/en/erase/'))
  await page.getByRole('button', { name: 'Yes, erase everything' }).click()
  await page.getByRole('heading', { name: 'You are no longer in the file' }).waitFor()
  expect(await supporters()).toBe(0)
  expect(complaints).toEqual([])
})

test('with the keyboard alone, focus always seen', async () => {
  const page = await open('/es/sign', { viewport: { width: 1280, height: 900 } })
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Ir al contenido')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Zoé')
  await page.keyboard.press('Tab')
  await page.keyboard.type('zoe@example.org')
  await page.keyboard.press('Tab')
  await page.keyboard.type('69003')
  for (let i = 0; i < 12 && (await page.evaluate(() => document.activeElement?.tagName)) !== 'BUTTON'; i++) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).not.toBe('none')
  }
  program.clock.now = new Date(program.clock.now.getTime() + 5000)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Solo falta un paso' }).waitFor()
  expect(complaints).toEqual([])
})

test('a refused form puts the focus on what is wrong', async () => {
  const page = await open('/sign')
  await page.getByRole('button', { name: 'Je signe' }).click()
  await page.getByRole('heading', { name: '3 points à corriger' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('errors')
  await page.getByRole('alert').getByRole('link', { name: 'Adresse e-mail' }).click()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('email')
})

/** Where the parts of the form by which one signs stand on the screen now, from its top. */
const partsOf = (page: Page) =>
  page.locator('form[action="/sign"]').evaluate((form) => {
    const edges = (found: Iterable<Element>) => Array.from(found, (one) => one.getBoundingClientRect())
    const sentences = [...form.querySelectorAll('p')].filter((one) => one.textContent.includes('révèle une opinion politique'))
    const boxes = [...form.querySelectorAll('[type=checkbox]')].map((box) => box.closest('label')!)
    return {
      sentences: edges(sentences).map(({ bottom }) => bottom),
      boxes: edges(boxes).map(({ bottom }) => bottom),
      fields: edges(form.querySelectorAll('input:not([type=hidden], [type=checkbox], [aria-hidden] *)')).map(({ top }) => top),
      buttons: edges(form.querySelectorAll('[type=submit]')).map(({ top }) => top),
    }
  })

test('on a phone nobody signs before each consent, and that it reveals an opinion, have been on the screen; without scripts too', async () => {
  for (const javaScriptEnabled of [true, false])
    for (const path of ['/', '/sign']) {
      const page = await open(path, { javaScriptEnabled })
      for (const scrolled of [0, 150, 300, 450, 600]) {
        await page.evaluate((y) => scrollTo({ top: y, behavior: 'instant' }), scrolled)
        const { sentences, boxes, fields, buttons } = await partsOf(page)
        expect([sentences.length, boxes.length, buttons.length]).toEqual([1, 2, 1])
        // Enter signs from any field; the button is pressed where it stands.
        expect(Math.min(...fields), `${path} at ${scrolled}`).toBeGreaterThanOrEqual(sentences[0]!)
        expect(buttons[0]!, `${path} at ${scrolled}`).toBeGreaterThanOrEqual(Math.max(...boxes))
      }
    }
  expect(complaints).toEqual([])
})

test('a postal code from abroad opens the way to her country', async () => {
  const page = await open('/sign')
  await page.getByLabel('Code postal').fill('5000')
  await page.getByRole('button', { name: 'Je signe' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByLabel('Pays').isVisible()).toBe(true)
})
