import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { setRole } from '../../src/features/groups/core/commands/lead.ts'
import { answerLinks } from '../../src/features/groups/meetings/links.ts'
import { seatLinks } from '../../src/features/groups/planning/links.ts'
import { complaints, useBrowser } from '../support/browser.ts'
import { faultsOf } from '../support/sweep.ts'
import { addGroup, found, nodAll, type Signer, signer } from '../support/groups.ts'
import { addSupporters } from '../support/people.ts'
import { until } from '../support/program.ts'
import { confirmationPath } from '../support/signing.ts'
import { codeFor, staffMember, type Visitor } from '../support/staff.ts'

const { program, open, base } = await useBrowser()

type Someone = Pick<Signer, 'cookies'>

async function as(someone: Someone | undefined, path = '/groups', width = 390): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 800 }, reducedMotion: 'reduce' })
  if (someone) await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

/** A group of that many that two lead, both signed in. */
async function ledByTwo(size: number): Promise<{ id: string; zoe: Signer; ana: Signer }> {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const others = await addSupporters(
    program,
    Array.from({ length: size - 2 }, (_, n) => ({
      given_name: `P${n}`,
      family_name: 'Durand',
      place: n % 2 ? 'FR-69266' : 'FR-69123',
    })),
  )
  const id = await found(program, [zoe.person, ana.person, ...others], {
    address: '3 rue des Lilas',
    habits: 'Le mardi',
    themes: ['ecology'],
  })
  await program.app.database.transact((tx) => setRole(tx, { group: id, person: ana.person, role: 'organiser' }))
  return { id, zoe, ana }
}

const openSplit = (id: string) =>
  until(async () => (await program.rows('select 1 from split where group_id = $1', [id])).length > 0 || undefined, 'a split')

/** A plan that is drawn, one of its groups, and the pages that two of another plan's mails open: not answered, and answered. */
async function planOf(coordinator: Visitor): Promise<{ plan: string; planned: string; seats: string[] }> {
  const { app, rows } = program
  const neighbours = Array.from({ length: 8 }, (_, n) => ({ given_name: `V${n}`, family_name: 'Durand', news: true }))
  const [audience] = await rows<{ id: string }>(
    `insert into audience (id, name, rule, created_at, updated_at) values (gen_random_uuid(), $1, '{"op":"all","of":[]}', now(), now()) returning id`,
    [`Tous ${crypto.randomUUID().slice(0, 8)}`],
  )
  const draw = async () => {
    await addSupporters(program, neighbours)
    const made = await coordinator.post('/staff/plans', { name: 'Rhône', audience: audience!.id, size: '4', reach: '20' })
    const path = String(made.headers.location)
    await until(
      async () => (await rows("select 1 from plan where id = $1 and state = 'drawn'", [path.split('/').at(-1)]))[0] && true,
      'a plan',
    )
    return path
  }
  const asked = await draw()
  await coordinator.post(`${asked}/invitation`)
  const seats = await until(async () => {
    const found = await rows<{ id: string }>("select id from planned_seat where state = 'invited' limit 2")
    return found.length === 2 ? found.map(({ id }) => seatLinks.path(app, id)) : undefined
  }, 'two invitations')
  await program.server.inject({
    method: 'POST',
    url: seats[1]!,
    payload: 'answer=yes',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const plan = await draw()
  const [group] = await rows<{ id: string }>('select id from planned_group where plan_id = $1', [plan.split('/').at(-1)])
  return { plan, planned: `${plan}/groups/${group!.id}`, seats }
}

test('every page of groups in every language, light and dark, passes axe, and fits 320 pixels', async () => {
  const { id, zoe } = await ledByTwo(13)
  await openSplit(id)
  const newcomer = await signer(program, 'Eva')
  const small = await addGroup(program, 7, { name: 'Les Glycines' })
  const decides = await addGroup(program, 2, { name: 'Sur demande', joining: 'approval' })
  await newcomer.post(`/groups/${decides.id}/membership`, { words: 'Bonjour' })
  await zoe.post(`/groups/${id}/links`)
  await zoe.post(`/groups/${id}/board`, { text: 'Bonsoir' })
  const [post] = await program.rows<{ id: string }>('select id from post')
  await zoe.post(`/groups/${id}/board`, { text: 'Et bienvenue', parent: post!.id })
  await zoe.post(`/groups/${id}/invitations`, { email: 'somebody@example.org' })
  const invited = /\/invited\/[^"<\s]+/.exec((await zoe.get(`/groups/${id}/members`)).body)![0]
  const pressed = await program.server.inject({ method: 'POST', url: await confirmationPath(program) })
  const thanks = String(pressed.headers.location)
  const welcome = /\/groups\/[^/]+\/welcome\/[^"]+/.exec((await program.server.inject(thanks)).body)![0]
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  await coordinator.post(`/staff/groups/${small.id}/listing`, { reason: 'Un nom dans la page.', listed: 'no' })
  await coordinator.post(`/staff/groups/${small.id}/listing`, { reason: 'Merci.', listed: 'yes' })
  const [member] = (
    await program.rows<{ person_id: string }>("select person_id from membership where group_id = $1 and role = 'member'", [id])
  ).map(({ person_id }) => person_id)
  const day = (days: number) => new Date(program.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  for (const days of [3, -3, -5]) await zoe.post(`/groups/${id}/meetings`, { day: day(days), hour: '19:00', agenda: 'Le marché' })
  const [coming, past, reported] = (
    await program.rows<{ id: string }>('select id from meeting where group_id = $1 order by starts_at desc', [id])
  ).map((meeting) => `/groups/${id}/meetings/${meeting.id}`)
  await zoe.post(`${coming}/answer`, { answer: 'yes' })
  await zoe.post(`${reported}/report`, {
    [`present[${zoe.person}]`]: 'true',
    doors: '12',
    done: 'Deux rues',
    need: 'Des tracts',
  })
  await zoe.post(`/groups/${id}/tasks`, { words: 'Réserver la salle', due_on: day(-1) })
  const paper = {
    given_name: 'Jeanne',
    phone: '04 72 00 00 01',
    street: '3 rue des Lilas',
    signed_on: day(-1),
    kept_by: 'Zoé',
    locale: 'fr',
    agreed: 'true',
  }
  await zoe.post(`/groups/${id}/visits/members`, paper)
  const answer = answerLinks.path(program.app, coming!.split('/').at(-1)!, zoe.person)
  const { plan, planned, seats } = await planOf(coordinator)
  await program.rows('update split set escalated_at = now() where group_id = $1 returning id', [id])
  const pages: [Someone | undefined, string[]][] = [
    [
      undefined,
      [
        '/groups',
        '/groups?where=69003',
        '/groups?where=zzzz',
        `/groups/${id}`,
        `/groups/${id}/lineage`,
        '/groups/generations',
        invited,
        thanks,
        welcome,
        ...seats,
        answer,
      ],
    ],
    [
      zoe,
      [
        '/groups/new',
        '/me/groups',
        `/groups/${id}/members`,
        `/groups/${id}/members/${member}/removal`,
        `/groups/${id}/membership`,
        `/groups/${id}/settings`,
        `/groups/${id}/board`,
        `/groups/${id}/neighbours`,
        `/groups/${id}/split`,
        `/groups/${id}/split/decision?proposal=0`,
        `/groups/${id}/desk`,
        `/groups/${id}/picture`,
        `/groups/${id}/tasks`,
        `/groups/${id}/visits`,
        `/groups/${id}/meetings`,
        coming!,
        past!,
        `${past}/report`,
        reported!,
      ],
    ],
    [newcomer, [`/groups/${id}/membership`, `/groups/${decides.id}/membership`, '/me/groups']],
    [
      coordinator,
      [
        '/staff/groups',
        '/staff/groups?view=over',
        `/staff/groups/${small.id}`,
        '/staff/needs',
        '/staff/plans',
        plan,
        planned,
        `${plan}/invitation`,
      ],
    ],
  ]
  const faults: string[] = []
  for (const [who, paths] of pages) {
    const page = await as(who, '/groups', 320)
    for (const path of paths) faults.push(...(await faultsOf(page, base, path)))
  }
  expect(faults).toEqual([])
})

test('sign, join as the thirteenth, divide, see the family: on a phone, by hand', async () => {
  const { id, zoe } = await ledByTwo(12)
  const near = await addGroup(program, 4, { name: 'Les Glycines' })
  const page = await as(undefined, await confirmationPath(program, { given_name: 'Eva', email: 'eva@example.org' }))
  await page.locator('main button').click()
  // Groups with room are offered; one of twelve is found all the same.
  await page.getByRole('link', { name: 'Les Glycines' }).waitFor()
  const token = new URL((await page.getByRole('link', { name: 'Les Glycines' }).getAttribute('href'))!, base).pathname.replace(
    near.id,
    id,
  )
  await page.goto(base + token)
  await page.getByLabel('Les personnes qui animent').check()
  await page.getByRole('button', { name: 'Rejoindre' }).click()
  await page.getByRole('heading', { name: 'Vous êtes dans' }).waitFor()
  await page.getByRole('link', { name: 'Voir le groupe' }).click()
  await page.getByLabel('e-mail').fill('eva@example.org')
  await page.locator('main form button').first().click()
  await page.getByLabel('Code').fill(await codeFor(program, 'eva@example.org'))
  await page.locator('main form button').first().click()
  await page.getByRole('heading', { name: 'Croix-Rousse' }).waitFor()
  await nodAll(program, id)
  await openSplit(id)
  await page.reload()
  await page.getByRole('link', { name: 'Division' }).click()
  await page.getByLabel('J’accepte d’animer').check()
  await page.getByRole('button', { name: 'Dire ce que je souhaite' }).click()
  await page.getByRole('status').waitFor()

  const organiser = await as(zoe, `/groups/${id}/split`)
  await organiser.getByRole('link', { name: 'Choisir cette proposition' }).first().click()
  await organiser.getByRole('button', { name: 'Faire deux groupes' }).click()
  await organiser.getByRole('heading', { name: 'Membres du groupe' }).or(organiser.getByRole('status')).first().waitFor()
  await organiser.goto(`${base}/groups/${id}/lineage`)
  await organiser.getByText('a donné naissance à un groupe').waitFor()
  expect(await organiser.locator('.family-tree li').count()).toBe(2)
  expect(complaints).toEqual([])
})

test('the map to move around in opens without a request to anybody else, and shows every group', async () => {
  for (let n = 0; n < 5; n++)
    await addGroup(program, 1, { name: `G${n}`, exact: { lng: -4 + 3 * n, lat: 43 + 1.5 * n }, precision: 'exact' })
  const page = await as(undefined)
  const foreign: string[] = []
  page.on(
    'request',
    (request) => void (request.url().startsWith(base) || request.url().startsWith('data:') || foreign.push(request.url())),
  )
  await page.getByRole('button', { name: 'Ouvrir la carte' }).click()
  await page.locator('.roaming-icon').nth(4).waitFor({ timeout: 5000 })
  expect(foreign).toEqual([])
  expect(complaints).toEqual([])
  await page.locator('.roaming-icon').first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/groups\/[0-9a-f-]{36}$/)
})

test('without scripts everything is there: finding, joining', async () => {
  const group = await addGroup(program, 4)
  const zoe = await signer(program, 'Zoe')
  const page = await open('/groups', { javaScriptEnabled: false })
  await page.context().addCookies([{ name: 'session', value: zoe.cookies.get('session')!, url: base }])
  await page.getByLabel('Votre commune').fill('69003')
  await page.getByRole('button', { name: 'Chercher' }).click()
  await page.getByRole('heading', { name: 'Près de Lyon' }).waitFor()
  await page.locator('main').getByRole('link', { name: 'Croix-Rousse' }).click()
  await page.getByRole('link', { name: 'Rejoindre ce groupe' }).click()
  await page.getByRole('button', { name: 'Rejoindre' }).click()
  await page.getByRole('status').waitFor()
  expect(page.url()).toBe(`${base}/groups/${group.id}/members`)
})
