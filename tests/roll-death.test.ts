import type pg from 'pg'
import { expect, test } from 'vitest'
import { freePort } from '../tools/free-port.ts'
import { addDays } from '../src/platform/i18n/moments.ts'
import { ownInstallation } from './support/installation.ts'
import { startServer } from './support/process.ts'
import { until } from './support/program.ts'
import { smtpServer } from './support/smtp.ts'

const VOTE = '00000000-0000-7000-8000-000000000018'
/** Days from now to the vote. */
const AHEAD = 20

/** A vote ahead everywhere in France. */
async function addVote(pool: pg.Pool): Promise<void> {
  const day = addDays(new Date().toISOString().slice(0, 10), AHEAD)
  await pool.query(
    "insert into election (id, name, country, kind, created_at) values ($1, 'Vote', 'FR', 'presidential', now())",
    [VOTE],
  )
  await pool.query("insert into election_day (id, election_id, vote_on, closes) values (gen_random_uuid(), $1, $2, '20:00')", [
    VOTE,
    day,
  ])
}

/** A movement by whose clocks it is about noon whenever this runs: no reminder leaves at night. */
async function noonIn(pool: pg.Pool): Promise<void> {
  const ahead = 12 - new Date().getUTCHours()
  // The signs of these names are turned round.
  const zone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
  await pool.query(
    "insert into movement (name, locale, contact, country, time_zone) values ('Appui', 'fr', 'us@example.org', 'FR', $1)",
    [zone],
  )
}

/** So many mailboxes that confirmed a reminder, which is due. */
const addReminders = (pool: pg.Pool, many: number) =>
  pool.query(
    `insert into roll_reminder (id, email, mailbox_hash, locale, election_id, days_before, asked_at, confirmed_at)
      select gen_random_uuid(), 'reminded' || n || '@example.org', decode(md5('r' || n), 'hex'), 'fr', $1, 100, now(), now()
      from generate_series(1, $2::int) n`,
    [VOTE, many],
  )

const AT = "'FR-69123', 'FR-69', 'FR', 'Lyon', 'Europe/Paris', 4.83, 45.76"
const COLUMNS = 'place_id, department_id, country, town, time_zone, lng, lat'

/** So many who ask and as many who go, in one town. One in `mailed` of either has a mailbox; the others staff entered, or have none any more. */
async function addProxies(pool: pg.Pool, { many, mailed }: { many: number; mailed: number }): Promise<void> {
  const told = addDays(new Date().toISOString().slice(0, 10), AHEAD)
  await pool.query(
    `insert into proxy_ask (id, election_id, given_name, phone, phone_hash, email, mailbox_hash, locale, ${COLUMNS}, made, how, state, asked_at, told_on, reminded)
      select gen_random_uuid(), $1, 'Zoé', '+33699000000', decode(md5('a' || n), 'hex'), case when n % $3::int = 0 then 'asker' || n || '@example.org' end,
        decode(md5('m' || n), 'hex'), 'fr', ${AT}, 'home', case when n % $3::int = 0 then 'mail' else 'staff' end, 'waiting', now(), $4::date, 2
      from generate_series(1, $2::int) n`,
    [VOTE, many, mailed, told],
  )
  await pool.query(
    `with going as (insert into person (id, given_name, locale, country, created_at, updated_at)
        select gen_random_uuid(), 'Hal' || n, 'fr', 'FR', now(), now() from generate_series(1, $2::int) n returning id, given_name),
      numbered as (select id, substr(given_name, 4)::int as n from going),
      reached as (insert into contact_point (id, person_id, kind, value, hash, created_at)
        select gen_random_uuid(), id, 'email', 'holder' || n || '@example.org', decode(md5('c' || n), 'hex'), now() from numbered where n % $3::int = 0)
      insert into proxy_holder (id, election_id, person_id, phone, phone_hash, mailbox_hash, ${COLUMNS}, km, takes, offered_at, told_on)
        select gen_random_uuid(), $1, id, '+33698000000', decode(md5('h' || n), 'hex'), decode(md5('n' || n), 'hex'), ${AT}, 10, 1, now(), $4::date from numbered`,
    [VOTE, many, mailed, told],
  )
}

const addJob = (pool: pg.Pool, name: string, data: object = {}) =>
  pool.query(
    'insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, heartbeat_seconds) values ($1, $2, 50, 1, false, 2)',
    [name, JSON.stringify(data)],
  )

/** A post office that notes each message by its address and its id; a copy of a message that left before has the same id. */
async function postOffice(wanted = 0, onMail: (count: number) => void = () => {}) {
  const mails: { to: string; id: string }[] = []
  const smtp = await smtpServer((to, raw) => {
    mails.push({ to: to.join(), id: /^message-id:\s*<([^>]+)>/im.exec(raw)![1]! })
    onMail(mails.length)
  }, wanted)
  const ids = () => new Map(mails.map(({ id, to }) => [id, to]))
  return { ...smtp, mails, ids }
}

/** Whom all these mails go to, each once. */
function everybody({ reminded, pairs, mailed }: { reminded: number; pairs: number; mailed: number }): string[] {
  const some = (name: string, many: number, every: number) =>
    Array.from({ length: Math.floor(many / every) }, (_, n) => `${name}${(n + 1) * every}@example.org`)
  return [...some('reminded', reminded, 1), ...some('asker', pairs, mailed), ...some('holder', pairs, mailed)].toSorted()
}

/** Waits until no job is left, as far as mails tell: none came for a while. */
const settled = async (count: () => number) => {
  for (let before = -1; before !== count();) {
    before = count()
    await new Promise((resolve) => setTimeout(resolve, 8_000))
  }
}

test('the mail server is down while reminders and mails about proxies go: nobody is lost, and nobody gets one twice', async () => {
  const { env, openPool } = await ownInstallation()
  const before = openPool()
  await noonIn(before)
  await addVote(before)
  await addReminders(before, 30)
  await addProxies(before, { many: 12, mailed: 1 })
  await addJob(before, 'registering.clock')
  await addJob(before, 'proxies.matching', { election: VOTE })
  await before.end()
  const port = await freePort()
  const server = await startServer({ ...env, MAIL_URL: `smtp://127.0.0.1:${port}` })
  const failed = () =>
    server
      .output()
      .split('\n')
      .filter((line) => line.includes('will be tried again'))
  // Each kind of them has failed before the other side is there again.
  for (const queue of ['registering.due', 'proxies.ask-mail', 'proxies.holder-mail'])
    await until(async () => failed().some((line) => line.includes(queue)) || undefined, `a failed try of ${queue}`)
  expect(failed().join('\n')).not.toContain('example.org')
  const post = await postOffice(port)
  await until(async () => post.mails.length >= 54 || undefined, 'the mails', 120)
  await settled(() => post.mails.length)
  await server.kill('SIGTERM')
  await post.close()
  expect(post.mails.map(({ to }) => to).toSorted()).toEqual(everybody({ reminded: 30, pairs: 12, mailed: 1 }))
  const after = openPool()
  expect((await after.query('select 1 from roll_reminder')).rowCount).toBe(0)
  await after.end()
}, 240_000)

test('a program killed in the middle of a round of reminders: after it started again each mailbox has its mail, and no other', async () => {
  const { env, openPool } = await ownInstallation()
  const before = openPool()
  await noonIn(before)
  await addVote(before)
  // More than one transaction lets leave.
  await addReminders(before, 540)
  await addJob(before, 'registering.clock')
  await before.end()
  const post = await postOffice(0, (count) => count === 25 && void server.kill('SIGKILL'))
  const server = await startServer({ ...env, MAIL_URL: post.url })
  await until(async () => server.process.signalCode ?? undefined, 'the end of the program')
  const halfway = openPool()
  const { rowCount } = await halfway.query('select 1 from roll_reminder')
  await halfway.end()
  expect(rowCount).toBeGreaterThan(400)
  const again = await startServer({ ...env, MAIL_URL: post.url })
  await until(async () => post.ids().size >= 540 || undefined, 'the mails', 120)
  await settled(() => post.mails.length)
  await again.kill('SIGTERM')
  await post.close()
  expect([...post.ids().values()].toSorted()).toEqual(everybody({ reminded: 540, pairs: 0, mailed: 1 }))
  // Who was being written to when it died may have the same message twice: at most those of one batch.
  expect(post.mails.length).toBeLessThanOrEqual(540 + 20)
  const after = openPool()
  expect((await after.query('select 1 from roll_reminder')).rowCount).toBe(0)
  await after.end()
}, 240_000)

test('a program killed in the middle of a matching round: after it started again all have somebody, nobody more than one, and each mail leaves once', async () => {
  const [many, mailed] = [1_600, 40]
  const { env, openPool } = await ownInstallation()
  const before = openPool()
  await addVote(before)
  await addProxies(before, { many, mailed })
  await addJob(before, 'proxies.matching', { election: VOTE })
  // The embedded database has its pairs in several transactions, of which the third takes long; a server has them all in one.
  const committed = 'DATABASE_URL' in env ? 0 : 1_000
  await before.query(`create function linger() returns trigger language plpgsql as $$ begin
    if (select count(*) from proxy_match) > 1000 then perform pg_sleep(10); end if; return null; end $$`)
  await before.query('create trigger linger after insert on proxy_match for each statement execute function linger()')
  await before.end()
  const post = await postOffice()
  const server = await startServer({ ...env, MAIL_URL: post.url })
  await until(() => isLingering(server.base), 'the transaction that takes long')
  await server.kill('SIGKILL')
  const halfway = openPool()
  const { rowCount: written } = await halfway.query('select 1 from proxy_match')
  expect(written).toBe(committed)
  await halfway.query('drop function linger cascade')
  await halfway.end()
  const again = await startServer({ ...env, MAIL_URL: post.url })
  const mails = (2 * many) / mailed
  await until(async () => post.ids().size >= mails || undefined, 'the mails', 120)
  await settled(() => post.mails.length)
  await again.kill('SIGTERM')
  await post.close()
  expect([...post.ids().values()].toSorted()).toEqual(everybody({ reminded: 0, pairs: many, mailed }))
  expect(post.mails.length).toBeLessThanOrEqual(mails + 20)
  const after = openPool()
  const { rows } =
    await after.query(`select count(*)::int as matches, count(distinct ask_id)::int as asks, count(distinct holder_id)::int as holders,
    (select count(*)::int from proxy_mandate) as seats, (select count(distinct match_id)::int from proxy_mandate) as seated from proxy_match`)
  await after.end()
  expect(rows).toEqual([{ matches: many, asks: many, holders: many, seats: many, seated: many }])

  /** A real PostgreSQL says how far it is; an embedded one answers nobody meanwhile, nor does its program. */
  async function isLingering(base: string): Promise<true | undefined> {
    if (!('DATABASE_URL' in env))
      return fetch(`${base}/readyz`, { signal: AbortSignal.timeout(1_500) }).then(
        () => undefined,
        () => true,
      )
    const looking = openPool()
    const { rowCount } = await looking.query(
      "select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
    )
    await looking.end()
    return rowCount === 1 || undefined
  }
}, 240_000)
