import { expect, test } from 'vitest'
import { ownInstallation, staffCookie } from './support/installation.ts'
import { startServer } from './support/process.ts'

test('a server killed while counts come in: each sheet that was answered is there, and sent again it is the same one', async () => {
  const { env, openPool } = await ownInstallation()
  const pool = openPool()
  const { cookie } = await staffCookie(pool, 'administrator')
  const [vote, station, alma] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  await pool.query(
    "insert into election (id, name, country, kind, created_at) values ($1, 'Vote', 'FR', 'presidential', now())",
    [vote],
  )
  await pool.query(
    "insert into election_day values (gen_random_uuid(), $1, null, null, (now() - interval '1 day')::date, '20:00')",
    [vote],
  )
  await pool.query("insert into station (id, election_id, place_id, number, added_at) values ($1, $2, 'FR-69123', '1', now())", [
    station,
    vote,
  ])
  await pool.query("insert into vote_candidate values ($1, $2, 1, 'Alma Régnier')", [alma, vote])
  await pool.end()
  const send = async (base: string, key: string) => {
    const figures = { registered: '900', voters: '500', ballots: '500', blank: '5', void: '7', [`votes[${alma}]`]: '488' }
    const headers = { cookie, origin: base, 'sec-fetch-site': 'same-origin' }
    const body = new URLSearchParams({ key, ...figures })
    return (await fetch(`${base}/me/station/${station}/count`, { method: 'POST', redirect: 'manual', headers, body })).status
  }
  const server = await startServer(env)
  const answered: string[] = []
  const typing = (async () => {
    for (;;) {
      const key = crypto.randomUUID()
      if ((await send(server.base, key)) !== 303) throw new Error('Not taken')
      answered.push(key)
      if (answered.length === 20) void server.kill('SIGKILL')
    }
  })()
  await expect(typing).rejects.toThrow(/fetch failed|terminated/)
  await server.kill('SIGKILL')
  const again = await startServer(env)
  for (const key of answered) expect(await send(again.base, key)).toBe(303)
  await again.kill('SIGTERM')
  const after = openPool()
  const { rows } = await after.query<{ key: string }>('select key from station_sheet')
  await after.end()
  expect(rows.map(({ key }) => key)).toEqual(expect.arrayContaining(answered))
  // The one that was under way may have been kept without an answer.
  expect(rows.length - answered.length).toBeLessThanOrEqual(1)
}, 360_000)
