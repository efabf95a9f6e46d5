import { expect, test } from 'vitest'
import { addEvent } from '../../../../tests/support/events.ts'
import { found, signer, type Signer } from '../../../../tests/support/groups.ts'
import { photo, sendPicture } from '../../../../tests/support/pictures.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { lastReportOf, lastReports } from './queries/reports.ts'

const program = await useProgram()
const { server, rows } = program
const { read } = program.app.database
const HOUR = 3_600_000

/** Events that were, told one after the other with these words; none: in figures alone. */
async function told(zoe: Signer, group: string | null, words: (string | undefined)[]): Promise<string[]> {
  const ids: string[] = []
  for (const [n, said] of words.entries()) {
    const event = await addEvent(program, zoe.person, { inHours: 1, hours: 1, group, title: `Marché ${n}` })
    program.clock.now = new Date(program.clock.now.getTime() + 3 * HOUR)
    const sent = await zoe.post(`/events/${event}/report`, { present: String(n + 1), ...(said && { words: said }) })
    expect(sent.statusCode).toBe(303)
    ids.push(event)
  }
  return ids
}

async function holder(): Promise<{ zoe: Signer; group: string }> {
  await rows('update event_policy set first_waits = false')
  const zoe = await signer(program, 'Zoe')
  return { zoe, group: await found(program, [zoe.person]) }
}

const listed = async () => (await lastReports(read, 3)).map(({ id }) => id)

test('who tells reads beside the words that the home page may show them, before she writes', async () => {
  const { zoe, group } = await holder()
  const [event] = await told(zoe, group, ['Bien'])
  for (const [language, said] of [
    ['', 'paraissent aussi sur la page d’accueil'],
    ['/en', 'appear on the home page'],
    ['/es', 'aparezcan también en la página de inicio'],
  ]) {
    const { body } = await zoe.get(`${language}/events/${event}/report`)
    const hint = new RegExp(`<p[^>]* id="field-words-hint"[^>]*>[^<]*${said}`)
    expect(body, language).toMatch(hint)
    expect(body, language).toMatch(/<textarea[^>]* aria-describedby="[^"]*field-words-hint/)
  }
})

test('what was told last in words, what has a picture first; nothing of what nobody may see', async () => {
  const { zoe, group } = await holder()
  const [a, b, c, d] = await told(zoe, group, ['Bien', 'Mieux', undefined, 'Encore'])
  expect(await listed()).toEqual([d, b, a])
  await sendPicture(program, zoe, { path: `/events/${a}`, to: 'pictures', bytes: await photo() })
  expect(await listed()).toEqual([a, d, b])
  expect((await lastReports(read, 1))[0]!.picture).toMatchObject({ words: 'Une table au marché', width: 800, height: 600 })
  for (const column of ['unlisted_at', 'cancelled_at'])
    for (const hidden of [a, d]) {
      await rows(`update event set ${column} = now() where id = $1 returning id`, [hidden])
      expect(await listed(), `${column} of what was listed`).not.toContain(hidden)
      await rows(`update event set ${column} = null where id = $1 returning id`, [hidden])
    }
  await rows('update event set published_at = null where id = $1 returning id', [d])
  expect(await listed()).toEqual([a, b])
  // Its group says it in figures too, and the last alone.
  expect((await lastReportOf(read, group))?.id).toBe(c)
})

test('a group that was asked and has not accepted tells nothing of an event, nor does another', async () => {
  const { zoe, group } = await holder()
  await told(zoe, group, ['Bien'])
  const other = await found(program, [(await signer(program, 'Ana')).person], { name: 'Voisins' })
  expect(await lastReportOf(read, other)).toBeUndefined()
  await rows('insert into event_host (event_id, group_id, asked_at) select id, $1, now() from event returning event_id', [other])
  expect(await lastReportOf(read, other)).toBeUndefined()
  expect((await server.inject(`/groups/${other}`)).body).not.toContain('Sa dernière action')
  await rows('update event_host set accepted_at = now() where group_id = $1 returning event_id', [other])
  expect((await server.inject(`/groups/${other}`)).body).toContain('Sa dernière action')
})

test('a group’s page costs the same number of queries, however much it did and holds', async () => {
  const { zoe, group } = await holder()
  const cost = () => countQueries(program, () => server.inject(`/groups/${group}`))
  const quiet = await cost()
  await told(zoe, group, ['Bien', 'Mieux', 'Encore'])
  for (let n = 0; n < 5; n += 1) await addEvent(program, zoe.person, { group })
  expect(await cost()).toBe(quiet)
  // The group itself, its picture, its events, its last deed, its drive, its part of gifts.
  expect(quiet).toBeLessThanOrEqual(6)
})
