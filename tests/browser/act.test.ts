import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { faultsOf } from '../support/sweep.ts'
import { addEvent, asking } from '../support/events.ts'
import { found, type Signer, signer } from '../support/groups.ts'
import { holdingIn } from '../support/holding.ts'
import { until } from '../support/program.ts'
import { placerOf } from '../../src/features/events/core/placing.ts'
import { ownLinks } from '../../src/features/events/attending/links.ts'
import { requestLinks } from '../../src/features/offers/core/links.ts'
import { staffMember } from '../support/staff.ts'

const { program, open, base } = await useBrowser()
const { heldBy, dayIn } = holdingIn(program)
const { rows, app } = program

async function as(someone: Pick<Signer, 'cookies'> | undefined, path: string, width = 390): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 800 }, reducedMotion: 'reduce' })
  if (someone) await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

const comes = (event: string, who: Signer) => placerOf(app)(asking(event, who.person))

/** A movement that acts: events to come, on and past, an offer with a request, somebody who comes, staff. */
async function busy() {
  await rows('update event_policy set first_waits = false')
  const [zoe, ana, chief] = [
    await signer(program, 'Zoe'),
    await signer(program, 'Ana'),
    await staffMember(program, 'administrator'),
  ]
  const group = await found(program, [zoe.person])
  const path = await heldBy(zoe, {
    group,
    capacity: '20',
    guests: '2',
    description: 'Venez avec un sac.',
    'access[toilets]': 'true',
  })
  await zoe.post(`${path}/roles`, { name: 'Table', starts: '10:00', ends: '11:00', capacity: '2' })
  await zoe.post(`${path}/questions`, { words: 'Un vélo ?', kind: 'yes-no' })
  const event = path.split('/').at(-1)!
  const [{ id: role }] = (await rows<{ id: string }>('select id from event_role where event_id = $1', [event])) as [
    { id: string },
  ]
  const own = ownLinks.path(app, (await comes(event, ana)).id)
  const past = await addEvent(program, zoe.person, { inHours: 1, title: 'Hier au marché', recipe_id: 'market-leafleting' })
  await comes(past, ana)
  await rows("update event set starts_at = starts_at - interval '1 day', ends_at = ends_at - interval '1 day' where id = $1", [
    past,
  ])
  await zoe.post(`/events/${past}/report`, { present: '12', 'figures[leaflets]': '300', words: 'Beau temps.' })
  const offer = { where: '69003 Lyon', km: '20', most: '2', 'skills[cooking]': 'amateur', 'shown[organisers]': 'true' }
  const offering = await ana.post('/me/offer', offer)
  expect(offering.statusCode, /role="alert"[\s\S]{0,600}/.exec(offering.body)?.[0]).toBe(303)
  const [{ id: offered }] = (await rows<{ id: string }>('select id from offer where person_id = $1', [ana.person])) as [
    { id: string },
  ]
  // Somebody in charge knows it: so its organiser may look who offers help.
  await rows('update local_group set vouched_at = $2 where id = $1', [group, program.clock.now])
  const asked = { what: 'Une soupe pour vingt', place: 'Marché', day: dayIn(5), hour: '10:00' }
  expect((await zoe.post(`/offers/${offered}/request`, asked)).statusCode).toBe(303)
  const [{ id: request }] = (await rows<{ id: string }>('select id from offer_request')) as [{ id: string }]
  return {
    zoe,
    ana,
    chief,
    group,
    path,
    own,
    past: `/events/${past}`,
    ask: `/offers/${offered}/request`,
    request: requestLinks.path(app, request),
    role: `${path}/roles/${role}`,
  }
}

test('every page of acting in every language, light and dark, passes axe, and fits 320 pixels', async () => {
  const { zoe, ana, chief, group, path, own, past, ask, request, role } = await busy()
  const pages: [Pick<Signer, 'cookies'> | undefined, string[]][] = [
    [
      undefined,
      [
        '/act',
        '/act/door-to-door',
        '/act/now',
        '/act/now?time=60&where=69003&taste=any',
        '/events',
        '/events?where=69003',
        path,
        `${past}/outcome`,
        own,
      ],
    ],
    [ana, ['/me/home', '/me/events', '/me/weekly', '/me/offer', '/act/new', '/act/door-to-door', path, '/events/new']],
    [
      zoe,
      [
        `${path}/settings`,
        `${path}/plan`,
        `${path}/picture`,
        role,
        `${path}/people`,
        `${path}/door`,
        `${past}/report`,
        `/groups/${group}/events`,
        '/offers?where=69003&km=50',
        '/offers/sent',
        ask,
        request,
      ],
    ],
    [
      chief,
      [
        '/staff/events',
        `/staff${path}`,
        '/staff/deeds',
        '/staff/recipes',
        '/staff/recipes/new',
        '/staff/recipes/door-to-door',
        '/staff/elections',
      ],
    ],
  ]
  const faults: string[] = []
  for (const [who, paths] of pages) {
    const page = await as(who, '/privacy', 320)
    for (const one of paths) faults.push(...(await faultsOf(page, base, one)))
    await page.context().close()
  }
  expect(faults).toEqual([])
})

/** The whole server is out of reach, for the page and for its worker. */
const listener = program.server.server
const unplug = () =>
  new Promise<void>((resolve) => {
    listener.close(() => resolve())
    listener.closeAllConnections()
  })
const plug = () => new Promise<void>((resolve) => void listener.listen(Number(new URL(base).port), '127.0.0.1', resolve))

const ins = (event: string) => rows<{ seats: number }>('select seats from check_in where event_id = $1', [event])

test('the door without network: pressed, taken back, reloaded, and sent when the network is back', async () => {
  const [zoe, ana, eva] = [await signer(program, 'Zoe'), await signer(program, 'Ana'), await signer(program, 'Eva')]
  const event = await addEvent(program, zoe.person, { inHours: 1 })
  for (const one of [ana, eva]) await comes(event, one)
  const page = await as(zoe, `/events/${event}/door`)
  const row = (name: string) => page.locator(`[data-title^=${name}]`)
  const count = () => page.locator('[data-door-count]').textContent()
  await page.evaluate(() => navigator.serviceWorker.ready)
  await until(
    async () => page.evaluate(async () => (await (await caches.open('door')).keys()).length > 2 || undefined),
    'the kept page',
  )
  await unplug()
  await row('Ana').getByRole('button').click()
  await row('Eva').getByRole('button').click()
  await page.getByRole('button', { name: '+3' }).click()
  expect(await count()).toBe('5')
  await page.waitForTimeout(900)
  await row('Eva').getByRole('button').click()
  expect(await count()).toBe('4')
  await page.getByText(/4 à envoyer/).waitFor()
  // The phone threw the page away: it opens again from the phone, and knows what is still to be sent.
  await page.reload()
  expect(await count()).toBe('4')
  expect(await row('Ana').getAttribute('data-present')).toBe('')
  expect(await row('Eva').getAttribute('data-present')).toBeNull()
  expect(await ins(event)).toEqual([])
  await plug()
  await until(async () => ((await ins(event)).length === 2 ? true : undefined), 'the presses')
  expect((await ins(event)).map(({ seats }) => seats).toSorted()).toEqual([1, 3])
  await page.getByText(/à envoyer/).waitFor({ state: 'hidden' })
  await page.context().close()
})

test('a door whose phone has no camera, or may not use it, says so', async () => {
  const [zoe] = [await signer(program, 'Zoe')]
  const event = await addEvent(program, zoe.person, { inHours: 1 })
  const page = await as(zoe, '/privacy')
  // What reads codes is missing in this browser; the camera that is asked for is its own.
  await page.addInitScript(() => Object.assign(globalThis, { BarcodeDetector: Object }))
  await page.goto(`${base}/events/${event}/door`)
  await page.getByRole('button', { name: /scanner|billet/i }).click()
  await page.getByText(/caméra n’est pas disponible/).waitFor()
  await page.context().close()
})

test('two phones at one door see each other’s presses; one that is signed out says so, and loses nothing', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const event = await addEvent(program, zoe.person, { inHours: 1 })
  await comes(event, ana)
  const [one, other] = [await as(zoe, `/events/${event}/door`), await as(zoe, `/events/${event}/door`)]
  await one.locator('[data-title^=Ana]').getByRole('button').click()
  await until(async () => ((await ins(event)).length === 1 ? true : undefined), 'the press')
  await other.getByRole('button', { name: '+1' }).click()
  await until(
    async () => (await other.locator('[data-door-count]').textContent()) === '2' || undefined,
    'what the other phone pressed',
  )
  expect(await other.locator('[data-title^=Ana]').getAttribute('data-present')).toBe('')
  await other.context().clearCookies()
  await other.getByRole('button', { name: '+2' }).click()
  await other.getByText(/reconnectez-vous/).waitFor()
  await other.context().addCookies([{ name: 'session', value: zoe.cookies.get('session')!, url: base }])
  await other.reload()
  await until(async () => ((await ins(event)).length === 3 ? true : undefined), 'what was kept')
  await Promise.all([one.context().close(), other.context().close()])
})

test('by keyboard alone: found, signed up, and given back', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  await rows('update event_policy set first_waits = false')
  const path = await heldBy(zoe, { title: 'Marché au clavier', day: dayIn(3) })
  const page = await as(ana, path, 1280)
  const press = async (name: RegExp, key = 'Enter') => {
    for (let tab = 0; tab < 60; tab += 1) {
      await page.keyboard.press('Tab')
      const [text, outlined] = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement
        const { outlineStyle, boxShadow } = getComputedStyle(at)
        return [at.innerText || at.getAttribute('aria-label') || '', outlineStyle !== 'none' || boxShadow !== 'none'] as const
      })
      if (!name.test(text)) continue
      expect(outlined, `the focus on ${text} is seen`).toBe(true)
      return page.keyboard.press(key)
    }
    throw new Error(`${name} is not reached by the keyboard`)
  }
  await press(/^Je viens/)
  await page
    .getByText(/vous venez/i)
    .first()
    .waitFor()
  await press(/ne peux plus venir|Rendre ma place|Je ne viens/i)
  await press(/Rendre|rendre|ne viens/)
  await page.getByText(/n’avez plus de place/).waitFor()
  await page.context().close()
})

test('events on a map to move around in, without a request to anybody else', async () => {
  const zoe = await signer(program, 'Zoe')
  for (let n = 0; n < 4; n += 1) await addEvent(program, zoe.person, { title: `Carte ${n}`, lng: -4 + 3 * n, lat: 43 + 1.5 * n })
  const page = await as(undefined, '/events', 1280)
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) foreign.push(request.url())
  })
  await page.getByRole('button', { name: 'Ouvrir la carte' }).click()
  await page.locator('.roaming-icon').nth(3).waitFor({ timeout: 5000 })
  expect(foreign).toEqual([])
  await page
    .getByRole('link', { name: /^Carte 3/ })
    .or(page.locator('.roaming-icon').last())
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/events(\/[0-9a-f-]{36}|\?lat)/)
  await page.context().close()
})
