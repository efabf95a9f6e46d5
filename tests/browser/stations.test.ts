import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { complaints, useBrowser } from '../support/browser.ts'
import { type Signer, signer } from '../support/groups.ts'
import { staffMember } from '../support/staff.ts'
import { addPost, addStation, addVolunteer, addVote } from '../support/stations.ts'
import { faultsOf } from '../support/sweep.ts'

const { program, open, base } = await useBrowser()

async function as(someone: Pick<Signer, 'cookies'> | undefined, path: string, width = 390): Promise<Page> {
  const page = await open('/privacy', { viewport: { width, height: 800 }, reducedMotion: 'reduce' })
  if (someone) await page.context().addCookies([{ name: 'session', value: someone.cookies.get('session')!, url: base }])
  await page.goto(base + path)
  return page
}

/** The day of a vote in Lyon: Ana sits, Leo replaces her, and one station is counted. */
async function theDay() {
  const today = program.clock.now.toISOString().slice(0, 10)
  const vote = await addVote(program, [{ vote_on: today }])
  const chief = await staffMember(program, 'administrator')
  await chief.post(`/staff/stations/${vote}/candidates`, { names: 'Alma Régnier\nBruno Castel' })
  const [alma, bruno] = (await program.rows<{ id: string }>('select id from vote_candidate order by rank')).map(({ id }) => id)
  const [station, other] = [
    await addStation(program, vote, { number: '12 bis' }),
    await addStation(program, vote, { number: '13' }),
  ]
  const [ana, leo, eva] = [await signer(program, 'Ana'), await signer(program, 'Leo'), await signer(program, 'Eva')]
  const [a, b] = [
    await addVolunteer(program, vote, { person: ana.person }),
    await addVolunteer(program, vote, { person: leo.person }),
  ]
  const post = await addPost(program, { vote, station, role: 'assessor', volunteer: a })
  await addPost(program, { vote, station, role: 'substitute', volunteer: b })
  const figures = { registered: 900, voters: 500, ballots: 500, blank: 5, void: 7, votes: { [alma!]: 347, [bruno!]: 141 } }
  await program.rows('insert into station_result values ($1, $2, now(), now())', [other, figures])
  await program.rows("insert into station_turnout values ($1, 'noon', 900, 310, now())", [other])
  return { vote, chief, station, post, ana, leo, eva, alma: alma!, bruno: bruno! }
}

test('every page of polling stations and of their counts, in every language, light and dark, passes axe and fits 320 pixels', async () => {
  const { vote, chief, station, post, ana, leo, eva } = await theDay()
  const told = await addVote(program, [{ vote_on: '2020-03-15' }])
  await program.rows("insert into vote_opening values ($1, '2020-03-15T20:00:00Z')", [told])
  const [then] = [await addStation(program, told, { number: '1' })]
  const candidate = crypto.randomUUID()
  await program.rows("insert into vote_candidate values ($1, $2, 1, 'Alma Régnier')", [candidate, told])
  const figures = { registered: 900, voters: 500, ballots: 500, blank: 5, void: 7, votes: { [candidate]: 488 } }
  await program.rows('insert into station_result values ($1, $2, now(), now())', [then, figures])
  const pages: [Pick<Signer, 'cookies'> | undefined, string[]][] = [
    [
      undefined,
      [
        '/vote/station',
        `/vote/results/${vote}`,
        `/vote/results/${told}`,
        `/vote/results/${told}?of=FR-69`,
        `/vote/results/${told}/screen`,
      ],
    ],
    [eva, ['/vote/station', '/me/station']],
    [
      ana,
      [
        '/vote/station',
        '/me/station',
        `/me/station/posts/${post}/letter`,
        `/me/station/${station}/count`,
        `/me/station/${station}/turnout`,
      ],
    ],
    [leo, ['/me/station']],
    [
      chief,
      [
        '/staff/stations',
        `/staff/stations/${vote}`,
        `/staff/stations/${vote}/towns/FR-69123`,
        `/staff/stations/${vote}/at/${station}`,
        `/staff/stations/${vote}/at/${station}/posts/${post}/letter`,
        `/staff/stations/${vote}/results`,
        `/staff/stations/${told}/results`,
      ],
    ],
  ]
  const faults: string[] = []
  for (const [who, paths] of pages) {
    const page = await as(who, '/privacy', 320)
    for (const path of paths) faults.push(...(await faultsOf(page, base, path)))
  }
  expect(faults).toEqual([])
})

test('the evening on two telephones: each types the record, reads where they differ, and both agree', async () => {
  const { station, ana, leo, alma, bruno } = await theDay()
  const path = `/me/station/${station}/count`
  const type = async (page: Page, figures: Record<string, string>) => {
    for (const [name, value] of Object.entries(figures)) await page.locator(`[name="${name}"]`).fill(value)
    await page.locator('main form button').click()
  }
  const record = {
    registered: '900',
    voters: '500',
    ballots: '500',
    blank: '5',
    void: '7',
    [`votes[${alma}]`]: '347',
    [`votes[${bruno}]`]: '141',
  }
  const [one, other] = [await as(ana, path), await as(leo, path)]
  await type(one, { ...record, blank: '50' })
  expect(await one.getByRole('alert').textContent()).toContain('doivent faire')
  await type(one, record)
  await type(other, { ...record, blank: '6', void: '6' })
  expect(await other.locator('main').textContent()).toContain('L’autre personne a lu 5.')
  await type(other, record)
  expect(await other.locator('main').textContent()).toContain('le bureau est compté')
  await one.reload()
  expect(await one.locator('main').textContent()).toContain('le bureau est compté')
  expect(complaints).toEqual([])
})
