import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { photo, sendPicture } from '../support/pictures.ts'
import { complaints, useBrowser } from '../support/browser.ts'
import { addEvent } from '../support/events.ts'
import { addGroup, found, type Signer, signer } from '../support/groups.ts'
import { staffMember } from '../support/staff.ts'

const { program, open, base } = await useBrowser()

const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 800 }
const HOUR = 3_600_000

async function as(someone: Pick<Signer, 'cookies'>, path: string, viewport = DESKTOP): Promise<Page> {
  const page = await open('/privacy', { viewport })
  await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

/** Where the cards stand, and the map beside or below them, from the top left of the page. */
const standing = (page: Page) =>
  page.evaluate(() => {
    const edges = (one: Element) => {
      const { left, right, top, bottom } = one.getBoundingClientRect()
      return { left, right, top, bottom }
    }
    return {
      cards: Array.from(document.querySelectorAll('main li:has(h3)'), edges),
      maps: Array.from(document.querySelectorAll('main svg:is([role=img], [role=group])'), edges),
    }
  })

const columns = (cards: { left: number }[]) => new Set(cards.map(({ left }) => Math.round(left))).size

test('on the first screen of a phone and of a desktop something is found, whether one asked or not; there two stand side by side, with the map beside', async () => {
  const zoe = await signer(program, 'Zoe')
  for (let n = 0; n < 4; n += 1) {
    await addEvent(program, zoe.person, { title: `Marché ${n}`, lng: 4.8 + n / 50 })
    await addGroup(program, 2, { name: `Groupe ${n}`, exact: { lng: 4.8 + n / 50, lat: 45.7 }, precision: 'exact' })
  }
  for (const path of ['/events', '/events?where=69003&period=all', '/groups', '/groups?where=69003']) {
    const page = await open(path, { viewport: PHONE })
    const phone = await standing(page)
    expect(phone.cards.length, path).toBeGreaterThanOrEqual(4)
    expect(phone.cards[0]!.bottom, path).toBeLessThanOrEqual(PHONE.height)
    expect(columns(phone.cards), path).toBe(1)
    await page.setViewportSize(DESKTOP)
    const desktop = await standing(page)
    expect(desktop.cards[0]!.bottom, path).toBeLessThanOrEqual(DESKTOP.height)
    expect(columns(desktop.cards), path).toBe(2)
    expect(desktop.maps, path).toHaveLength(1)
    expect(desktop.maps[0]!.left, path).toBeGreaterThan(Math.max(...desktop.cards.map(({ right }) => right)))
    expect(desktop.maps[0]!.bottom, path).toBeLessThanOrEqual(DESKTOP.height)
  }
  expect(complaints).toEqual([])
})

test('recipes stand by the time at hand, the shortest first: on a phone in less than 4,000 pixels, on a desktop three side by side', async () => {
  const page = await open('/act', { viewport: PHONE })
  const { cards } = await standing(page)
  expect(cards.length).toBeGreaterThanOrEqual(30)
  expect(cards[0]!.bottom).toBeLessThanOrEqual(PHONE.height)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(4000)
  const times = await page.locator('main section h2').allInnerTexts()
  expect(times.slice(0, 6)).toEqual(['En 15 min', 'En 30 min', 'En 1 h', 'En 2 h', 'En 4 h', 'En une journée'])
  await page.getByRole('link', { name: '2 h', exact: true }).click()
  expect(await page.evaluate(() => document.querySelector(':target h2')?.textContent)).toBe('En 2 h')
  await page.setViewportSize(DESKTOP)
  expect(columns((await standing(page)).cards)).toBe(3)
  expect(complaints).toEqual([])
})

/** A group that says who it is, with a picture, an event to come, and one that was told with a picture. */
async function livelyGroup() {
  await program.rows('update event_policy set first_waits = false')
  const zoe = await signer(program, 'Zoe')
  const group = await found(program, [zoe.person], {
    description: 'Ici on cuisine.\n\nVenez comme vous êtes.',
    address: '3 rue des Lilas',
    exact: { lng: 4.8123, lat: 45.7321 },
    precision: 'town',
  })
  const coming = await addEvent(program, zoe.person, { group, title: 'La soupe de jeudi' })
  const past = await addEvent(program, zoe.person, { group, title: 'Hier au marché', inHours: 1 })
  program.clock.now = new Date(program.clock.now.getTime() + 4 * HOUR)
  await zoe.post(`/events/${past}/report`, { present: '12', 'figures[leaflets]': '300', words: 'Il faisait beau.' })
  await sendPicture(program, zoe, { path: `/events/${past}`, to: 'pictures', bytes: await photo() })
  return { zoe, group, coming, past }
}

test('a group’s page holds its own words, what it holds next and did last, and its quarter; never the address that is its members’', async () => {
  const { group, coming, past } = await livelyGroup()
  const page = await open(`/groups/${group}`, { viewport: DESKTOP })
  const main = page.locator('main')
  await main.getByText('Ici on cuisine.').waitFor()
  expect(await main.getByRole('link', { name: 'La soupe de jeudi' }).getAttribute('href')).toBe(`/events/${coming}`)
  expect(await main.getByRole('link', { name: 'Hier au marché' }).getAttribute('href')).toBe(`/events/${past}/outcome`)
  await main.getByText('Il faisait beau.').waitFor()
  await main.getByText('300 tracts donnés').waitFor()
  const map = main.getByRole('img', { name: /Carte.*Lyon/ })
  expect((await map.locator('text').allTextContents()).length).toBeGreaterThan(2)
  expect(await page.content()).not.toMatch(/Lilas|4[.,]81|45[.,]73/)
  // Its quarter stands beside its words, and what it does below them side by side.
  const edges = (await standing(page)).maps[0]!
  expect(edges.bottom).toBeLessThanOrEqual(DESKTOP.height)
  expect(edges.left).toBeGreaterThan(DESKTOP.width / 2)
  expect(columns((await standing(page)).cards)).toBe(2)
  expect(complaints).toEqual([])
})

test('the home page shows three events to come and the last reports with a picture, beside the form and below it, until they are taken away', async () => {
  const { zoe, past } = await livelyGroup()
  for (let n = 0; n < 3; n += 1) await addEvent(program, zoe.person, { title: `Marché ${n}`, inHours: 48 + n })
  await afterASecond()
  const page = await open('/', { viewport: DESKTOP })
  expect(await page.locator('main a[href^="/events/"]:not([href$="/outcome"])').allInnerTexts()).toEqual([
    'La soupe de jeudi',
    'Marché 0',
    'Marché 1',
  ])
  expect(await page.locator('main a[href$="/outcome"]').allInnerTexts()).toEqual(['Hier au marché'])
  const picture = page.locator('main img')
  await picture.scrollIntoViewIfNeeded()
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(0)
  await page.getByLabel('Où êtes-vous').fill('69003')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Près de Lyon' }).waitFor()
  const chief = await staffMember(program, 'administrator')
  await chief.post(`/staff/events/${past}/listing`, { reason: 'Une photo sans accord.', listed: 'no' })
  await afterASecond()
  await page.goto(`${base}/`)
  expect(await page.locator('main img, main a[href$="/outcome"]').count()).toBe(0)
  expect(complaints).toEqual([])
})

/** The home page is kept for a second. */
const afterASecond = () => new Promise((resolve) => setTimeout(resolve, 1100))

/** The letters of each chart on the page: how high they are, what they are set in, and which touch. */
const lettersOf = (page: Page) =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll<SVGSVGElement>('svg.plot'), (svg) => {
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
      const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent.trim())
      const boxes = texts.map((text) => text.getBoundingClientRect())
      const touch = (a: DOMRect, b: DOMRect) =>
        a.left < b.right + 3 && b.left < a.right + 3 && a.top + 2 < b.bottom && b.top + 2 < a.bottom
      return {
        height: svg.getBoundingClientRect().height,
        sizes: texts.map((text) => scale * Number.parseFloat(getComputedStyle(text).fontSize)),
        typefaces: [...new Set(texts.map((text) => getComputedStyle(text).fontFamily))],
        touching: boxes.flatMap((a, i) =>
          boxes
            .slice(i + 1)
            .flatMap((b, j) => (touch(a, b) ? `${texts[i]!.textContent} and ${texts[i + 1 + j]!.textContent}` : [])),
        ),
      }
    }),
  )

test('charts are no higher than half a screen, their letters the page’s own, as large and apart, on a phone and a desktop', async () => {
  const { zoe } = await livelyGroup()
  const chief = await staffMember(program, 'administrator')
  const now = program.clock.now
  await program.rows(
    `insert into supporter_tally (scope, key, n) select 'day', ($1::date - d)::text, 7000 from generate_series(1, 50) d returning n`,
    [now],
  )
  for (const type of ['canvass', 'training'])
    for (let weeks = 2; weeks < 50; weeks += 5) {
      const event = await addEvent(program, zoe.person, { type })
      const then = new Date(now.getTime() - weeks * 7 * 24 * HOUR)
      await program.rows('update event set starts_at = $2, ends_at = $3 where id = $1 returning id', [
        event,
        then,
        new Date(then.getTime() + HOUR),
      ])
      await zoe.post(`/events/${event}/report`, { present: '7' })
    }
  await afterASecond()
  for (const path of ['/', '/staff/deeds?weeks=52', '/staff/deeds?weeks=4'])
    for (const viewport of [PHONE, DESKTOP]) {
      const page = await as(chief, path, viewport)
      const [own, size] = await page.evaluate(() => {
        const { fontFamily, fontSize } = getComputedStyle(document.body)
        return [fontFamily, Number.parseFloat(fontSize)] as const
      })
      const charts = await lettersOf(page)
      expect(charts.length, path).toBe(path === '/' ? 1 : 2)
      for (const { height, sizes, typefaces, touching } of charts) {
        expect(height, `${path} at ${viewport.width}`).toBeLessThanOrEqual(viewport.height / 2)
        expect(typefaces).toEqual([own])
        expect(touching, `${path} at ${viewport.width}`).toEqual([])
        expect(Math.max(...sizes)).toBeLessThanOrEqual(size + 1)
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(10)
      }
      await page.context().close()
    }
  expect(complaints).toEqual([])
})

test('titles have the typeface that comes with the page, asked for once; until then nothing stands elsewhere', async () => {
  for (const viewport of [PHONE, DESKTOP])
    for (const path of ['/', '/act', '/groups']) {
      const page = await open('/privacy', { viewport })
      const asked: string[] = []
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      await page.route('**/*.woff2', async (route) => {
        asked.push(route.request().url())
        await held
        await route.continue()
      })
      await page.goto(base + path, { waitUntil: 'domcontentloaded' })
      const tops = () =>
        page.evaluate(() =>
          Array.from(document.querySelectorAll('h1, main h2, main form'), (one) => one.getBoundingClientRect().top),
        )
      const titles = (status: string) =>
        page.waitForFunction((is) => [...document.fonts].some((face) => face.family === 'Titles' && face.status === is), status)
      await titles('loading')
      const before = await tops()
      release()
      await titles('loaded')
      const after = await tops()
      const moved = after.map((top, n) => Math.abs(top - before[n]!))
      expect(Math.max(...moved.slice(0, 3)), `${path} at ${viewport.width}`).toBeLessThanOrEqual(2)
      expect(new Set(asked).size).toBe(asked.length)
      expect(asked.map((url) => url.replace(/.*\/(titles\w*)-.*/, '$1'))).toEqual(['titles'])
      await page.context().close()
    }
})
