import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { settleAll } from '../../src/features/give/receipts/jobs.ts'
import { links } from '../../src/features/give/receipts/links.ts'
import { complaints, useBrowser, violationsByDayAndNight } from '../support/browser.ts'
import { addRecipient, provedDonor, treasurerOf } from '../support/giving.ts'
import { addGift } from '../support/receipts.ts'
import type { Visitor } from '../support/staff.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()
const { rows, app, clock } = program
const YEAR = 366 * 86_400_000

async function as(someone: Visitor | undefined, path: string, width = 390): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 844 }, reducedMotion: 'reduce' })
  if (someone) await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

/** Gifts of two years, one of them half given back; who gave them, and who keeps their book. */
async function world() {
  const recipient = await addRecipient(program)
  const gift = await addGift(program, { recipient, amount: 12_50 })
  await addGift(program, { recipient, paid: new Date(clock.now.getTime() - YEAR) })
  await addGift(program, { recipient, amount: 5000, refunded: 2000 })
  await addGift(program, { recipient, state: 'promised' })
  await settleAll(app)
  const [{ donor_id: donor }] = (await rows<{ donor_id: string }>('select donor_id from gift limit 1')) as [{ donor_id: string }]
  const [{ id: acknowledgement }] = (await rows<{ id: string }>('select id from acknowledgement where gift_id = $1', [gift])) as [
    { id: string },
  ]
  return { recipient, gift, donor, acknowledgement, treasurer: await treasurerOf(program, recipient) }
}

test('from a gift its treasurer comes to the paper that says that it came, and a gift that did not come has none', async () => {
  const { recipient, gift, treasurer } = await world()
  const page = await as(treasurer, `/staff/gifts/${recipient}/${gift}`, 1280)
  const path = await page.getByRole('link', { name: /^Accusé de réception n° \d{4}-\d{6} \(PDF\)$/ }).getAttribute('href')
  expect((await treasurer.get(path!)).headers['content-type']).toBe('application/pdf')
  const [{ id: promised }] = (await rows<{ id: string }>("select id from gift where state = 'promised'")) as [{ id: string }]
  await page.goto(`${base}/staff/gifts/${recipient}/${promised}`)
  expect(await page.getByRole('link', { name: /Accusé/ }).count()).toBe(0)
})

test('every page of what somebody gave, in every language, light and dark, passes axe and fits 320 pixels; also after an ask', async () => {
  const { recipient, gift, donor, acknowledgement, treasurer } = await world()
  const paper = links.acknowledgement(app, acknowledgement as never)
  const pages: [Visitor | undefined, string[]][] = [
    [undefined, [paper, links.mine(app, donor as never)]],
    [await provedDonor(program), ['/me/gifts']],
    [await provedDonor(program, 'nobody@example.org'), ['/me/gifts']],
    [treasurer, ['/staff/gifts', `/staff/gifts/${recipient}`, `/staff/gifts/${recipient}/${gift}`]],
  ]
  const faults: string[] = []
  for (const [someone, paths] of pages) {
    const page = await as(someone, '/privacy', 320)
    for (const path of paths) faults.push(...(await faultsOf(page, base, path)))
  }
  const over = await as(undefined, '/privacy', 320)
  faults.push(...(await faultsOf(over, base, { path: '/give/mine/over', status: 404 })))
  const asking = await as(undefined, paper)
  await asking.getByRole('button', { name: 'Me l’envoyer de nouveau' }).click()
  expect(await asking.getByText('Il part vers l’adresse du don').count()).toBe(1)
  faults.push(...(await violationsByDayAndNight(asking)))
  expect(faults).toEqual([])
  expect(complaints).toEqual([])
}, 240_000)
