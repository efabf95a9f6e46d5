import { expect, test } from 'vitest'
import { joinTexts } from '#platform/i18n/texts'
import { LOCALES } from '#platform/i18n/locales'
import type { Scope } from '../src/platform/auth/actor.ts'
import { features } from '../src/features.ts'
import { linksAt, type Section, sectionsFor } from '../src/menus.ts'
import { addSupporters } from './support/people.ts'
import { useProgram } from './support/program.ts'
import { openStrongSession, staffMember, type Visitor } from './support/staff.ts'

const program = await useProgram()
const { app, rows } = program

/** Most that stand side by side in a menu: what one takes in at a glance. */
const MOST = 7
const isOn = () => true
const texts = joinTexts(features.map((feature) => feature.texts))

/** All roles that there are, each for the whole movement and for one department. */
async function lookers() {
  const roles = await rows<{ id: string; permissions: string[] }>('select id, permissions from role order by id')
  const grants = (permissions: string[], scope: Scope) => new Map(permissions.map((one) => [one, scope] as const))
  return roles.flatMap(({ id, permissions }) =>
    (['everywhere', ['FR-69']] as const).map((scope) => ({
      name: `${id} ${scope}`,
      looker: { person: undefined, grants: grants(permissions, scope as Scope) },
    })),
  )
}

const supporter = { id: '0' as never, given_name: 'Zoé', point: undefined, time_zone: null }

/** Where more stand side by side than one takes in. */
function crowded(sections: Section[], account: number): string[] {
  const over = (what: string, n: number) => (n > MOST ? [`${what}: ${n}`] : [])
  return [
    ...over('sections, with one’s own', sections.length + Math.min(account, 1)),
    ...over('one’s own pages', account),
    ...sections.flatMap(({ key, pages }) => [
      ...over(key, pages.length),
      ...pages.flatMap(({ path, beside }) => over(path, beside.length)),
    ]),
  ]
}

test('no menu has an eighth entry, for any role, here or everywhere', async () => {
  const all = await lookers()
  expect(all.length).toBeGreaterThan(12)
  for (const { name, looker } of all) {
    const full = { ...looker, person: supporter }
    expect(crowded(sectionsFor(full, isOn), linksAt('account', full, isOn).length), name).toEqual([])
  }
  for (const place of ['menu', 'enter', 'footer'] as const)
    expect(linksAt(place, undefined, isOn).length, place).toBeLessThanOrEqual(MOST)
})

test('an eighth is seen, on each level', () => {
  const page = { path: '/x', text: 'x', beside: [] }
  const eight = <T>(one: T) => Array.from({ length: 8 }, () => one)
  expect(crowded([{ key: 'people', text: 'x', pages: eight(page) }], 1)).toEqual(['people: 8'])
  expect(crowded([{ key: 'people', text: 'x', pages: [{ ...page, beside: eight(page) }] }], 1)).toEqual(['/x: 8'])
  expect(crowded(eight({ key: 'people', text: 'x', pages: [page] }), 0)).toEqual(['sections, with one’s own: 8'])
  expect(crowded([], 8)).toEqual(['one’s own pages: 8'])
})

test('a link names a section that there is, and a page of it to stand beside', () => {
  const sections = features.flatMap((feature) => feature.sections ?? []).map(({ key }) => key)
  const links = features.flatMap(({ links = [] }) => links).flatMap((link) => (link.place === 'staff' ? [link] : []))
  expect(links.length).toBeGreaterThan(20)
  expect(new Set(sections).size).toBe(sections.length)
  for (const { section, under, path } of links) {
    expect(sections, path).toContain(section)
    if (under)
      expect(
        links.filter((one) => one.path === under && one.section === section && !one.under),
        path,
      ).toHaveLength(1)
  }
})

test('whose page stands beside one that she may not open finds it in its place', () => {
  const sections = sectionsFor({ person: undefined, grants: new Map([['people.erase', 'everywhere']]) }, isOn)
  expect(sections.map(({ pages }) => pages.map(({ path }) => path))).toEqual([['/staff'], ['/staff/bulk']])
})

test('pages of supporters are no page of who works here and is in nobody’s record; who is there for nothing else finds them', () => {
  const own = (looker: Parameters<typeof linksAt>[1]) => linksAt('account', looker, isOn).map(({ path }) => path)
  const works = new Map([['people.see', 'everywhere']] as const)
  const nobody = new Map<string, Scope>()
  expect(own({ person: undefined, grants: works })).not.toContain('/me/groups')
  expect(own({ person: supporter, grants: works })).toContain('/me/groups')
  expect(own({ person: undefined, grants: nobody })).toContain('/me/groups')
  expect(own(undefined)).toEqual([])
})

/** Everything that a page leads to, by name; and what a looker has in menus. */
const linksOf = (html: string) =>
  [...html.matchAll(/<a\b[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(([, href, words]) => ({
    href: href!.split('#')[0]!,
    name: words!.replaceAll(/<[^>]*>/g, '').trim(),
  }))

const outsideMain = (html: string) => html.replace(/<main\b.*<\/main>/s, '')

/** Every role at work, everywhere and in one department: an administrator who signed, too. */
async function atWork(): Promise<[string, Visitor][]> {
  const roles = await rows<{ id: string }>('select id from role order by id')
  const found: [string, Visitor][] = []
  for (const { id } of roles) {
    found.push([id, await staffMember(program, id)])
    if (id !== 'administrator') found.push([`${id} here`, await staffMember(program, id, { area_id: 'FR-69' })])
  }
  const email = 'zoe.chief@example.org'
  await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Ici', place: 'FR-69123', email }])
  const account = await app.auth.accountFor(email)
  await rows(
    `insert into mandate (id, account_id, role_id, starts_at) values (gen_random_uuid(), $1, 'administrator', now() - interval '1 day') returning id`,
    [account],
  )
  return [...found, ['administrator who signed', await openStrongSession(program, account)]]
}

test('each link of a menu answers 200 to whom it is shown, and no two of one page have one name', async () => {
  const faults: string[] = []
  let opened = 0
  for (const [name, visitor] of await atWork()) {
    const start = await visitor.get('/account')
    const menu = linksOf(outsideMain(start.body)).filter(({ href }) => href.startsWith('/') && !/^\/(en|es)(\/|$)/.test(href))
    for (const { href } of menu) {
      const page = await visitor.get(href)
      opened += 1
      if (page.statusCode !== 200) faults.push(`${name}: ${href} ${page.statusCode}`)
      faults.push(...namesakes(page.body).map((fault) => `${name}: ${href} ${fault}`))
    }
  }
  expect([...new Set(faults)]).toEqual([])
  expect(opened).toBeGreaterThan(250)
}, 120_000)

/** Links around a page that share a name, with each other or with one of the page that leads elsewhere. */
function namesakes(html: string): string[] {
  const frame = linksOf(outsideMain(html))
  const all = linksOf(html)
  return frame.flatMap((one, n) => [
    ...(frame.findIndex(({ name }) => name === one.name) === n ? [] : [`twice around it: ${one.name}`]),
    ...all.flatMap(({ name, href }) => (name === one.name && href !== one.href ? [`two ways: ${name}`] : [])),
  ])
}

test('two links of one name are seen', () => {
  expect(namesakes('<a href="/a">Groupes</a><main><a href="/b"><b>Groupes</b></a></main>')).toEqual(['two ways: Groupes'])
  expect(namesakes('<a href="/a">Groupes</a><a href="/a">Groupes</a>')).toEqual(['twice around it: Groupes'])
})

test('no two entries of the menus have one name, in any language', async () => {
  const signed = {
    person: supporter,
    grants: (await lookers()).find(({ name }) => name === 'administrator everywhere')!.looker.grants,
  }
  for (const locale of LOCALES) {
    const t = texts.in(locale)
    const own = sectionsFor(signed, isOn).flatMap(({ text, pages }) =>
      pages.length === 1 ? pages : [{ text }, ...pages.flatMap((page) => [page, ...page.beside])],
    )
    const names = [...(['menu', 'footer', 'account'] as const).flatMap((place) => linksAt(place, signed, isOn)), ...own].map(
      ({ text }) => t(text),
    )
    expect(
      names.filter((name, n) => names.indexOf(name) !== n),
      locale,
    ).toEqual([])
  }
})
