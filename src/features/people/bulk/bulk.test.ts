import { describe, expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { signIn, staffMember, type Visitor } from '../../../../tests/support/staff.ts'
import { hashOf } from '../addresses/index.ts'
import { runAct } from './running.ts'

const program = await useProgram({ working: true })
const { app, rows } = program

type Act = { state: string; done: number; left_alone: number; targets: number }

/** People of Lyon and one of Grenoble; an audience of the Rhône. */
async function file(lyon: number): Promise<{ ids: string[]; audience: string }> {
  const people = Array.from({ length: lyon }, (_, n) => ({
    given_name: 'Zoé',
    family_name: `Ici ${n}`,
    email: `zoe${n}@example.org`,
    place: 'FR-69123',
    news: true,
  }))
  const ids = await addSupporters(program, [...people, { given_name: 'Léa', family_name: 'Loin', place: 'FR-38185' }])
  const audience = crypto.randomUUID()
  const rule = { op: 'all', of: [{ is: 'territory', with: { where: 'Rhône', area: 'FR-69' } }] }
  await rows('insert into audience (id, name, rule, created_at, updated_at) values ($1, $2, $3, now(), now())', [
    audience,
    'Le Rhône',
    rule,
  ])
  return { ids, audience }
}

const pathOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers.location)
const actAt = async (path: string) =>
  (await rows<Act>('select state, done, left_alone, targets from bulk_act where id = $1', [path.split('/').at(-1)]))[0]!

const finished = (path: string, state = 'done') =>
  until(async () => {
    const act = await actAt(path)
    return act.state === state ? act : undefined
  }, `the act to be ${state}`)

/** Somebody asks, another allows. */
async function allowed(asker: Visitor, path: string): Promise<void> {
  await asker.post(`${path}/approval`, { reason: 'The campaign of 2012 is over' })
  const second = await staffMember(program, 'administrator')
  const page = (await second.get('/staff/approvals')).body
  expect(page).toContain(path)
  expect((await second.get(path)).statusCode).toBe(200)
  await second.post(/\/staff\/approvals\/[0-9a-f-]{36}/.exec(page)![0])
}

test('whoever loads the address of a form again that looks like an act gets to the list of acts', async () => {
  const asker = await staffMember(program, 'administrator')
  expect(await asker.get('/staff/bulk/merges')).toMatchObject({ statusCode: 303, headers: { location: '/staff/bulk' } })
})

test('an audience that stands in another is meant as it was when the act was asked for', async () => {
  const { audience: inner } = await file(2)
  const outer = crypto.randomUUID()
  const rule = { op: 'all', of: [{ is: 'audience', with: { audience: inner } }] }
  await rows('insert into audience (id, name, rule, created_at, updated_at) values ($1, $2, $3, now(), now())', [
    outer,
    'Autour',
    rule,
  ])
  const path = pathOf(await (await staffMember(program, 'administrator')).post(`/staff/audiences/${outer}/erasure`))
  await rows(`update audience set rule = '{"op":"all","of":[]}'`)
  await rows("update bulk_act set state = 'gathering'")
  await rows('delete from bulk_target')
  await runAct(app, path.split('/').at(-1)!)
  expect(await rows('select 1 from bulk_target')).toHaveLength(2)
})

describe('erasing an audience', () => {
  test('takes two persons, and erases exactly whom it was asked for', async () => {
    const { ids, audience } = await file(150)
    const asker = await staffMember(program, 'administrator')
    const path = pathOf(await asker.post(`/staff/audiences/${audience}/erasure`))
    expect((await asker.get(path)).body).toContain('150')
    expect((await asker.post(`${path}/run`)).statusCode).toBe(404)
    expect(await rows('select 1 from person')).toHaveLength(151)
    await allowed(asker, path)
    // Whoever comes, is touched, or asks for restriction in the meantime is not concerned.
    const [late] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Tard', place: 'FR-69123' }])
    await rows("update person set updated_at = now() + interval '1 minute' where id = $1", [ids[3]])
    await rows('update person set restricted_at = now() where id = $1', [ids[4]])
    expect((await asker.post(`${path}/run`)).statusCode).toBe(303)
    expect(await finished(path)).toEqual({ state: 'done', done: 148, left_alone: 2, targets: 150 })
    const left = await rows<{ id: string }>('select id from person order by id')
    expect(left.map(({ id }) => id)).toEqual([ids[3], ids[4], ids[150], late].toSorted())
    expect(await rows('select 1 from bulk_target')).toEqual([])
    // No import brings them back, and the count is what a recount says.
    const hash = hashOf(app)('zoe0@example.org')
    expect(await rows('select reason from suppression where address_hash = $1', [hash])).toEqual([{ reason: 'erased' }])
    const [total] = await rows<{ n: number }>("select n::int from supporter_tally where key = 'supporters'")
    expect(total!.n).toBe(4)
    expect((await asker.get(path)).body).toContain('148')
  })

  test('ends the accounts of those who are gone', async () => {
    const { audience } = await file(1)
    await signIn(program, 'zoe0@example.org')
    const asker = await staffMember(program, 'administrator')
    const path = pathOf(await asker.post(`/staff/audiences/${audience}/erasure`))
    await allowed(asker, path)
    await asker.post(`${path}/run`)
    await finished(path)
    await until(async () => {
      const left = await rows("select 1 from account where email = 'zoe0@example.org'")
      return left.length === 0 || undefined
    }, 'the account to go')
  })

  test('an approval serves once and for this act alone; ten who begin at once begin once', async () => {
    const { audience } = await file(3)
    const asker = await staffMember(program, 'administrator')
    const [first, second] = [
      pathOf(await asker.post(`/staff/audiences/${audience}/erasure`)),
      pathOf(await asker.post(`/staff/audiences/${audience}/erasure`)),
    ]
    await allowed(asker, first)
    expect((await asker.post(`${second}/run`)).statusCode).toBe(404)
    const answers = await Promise.all(Array.from({ length: 10 }, () => asker.post(`${first}/run`)))
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(9)
    expect((await finished(first)).done).toBe(3)
  })

  test('nobody begins what another asked for, sees it without being the second person, or begins it a day later', async () => {
    const { audience } = await file(2)
    const asker = await staffMember(program, 'administrator')
    const path = pathOf(await asker.post(`/staff/audiences/${audience}/erasure`))
    await allowed(asker, path)
    expect((await (await staffMember(program, 'administrator')).post(`${path}/run`)).statusCode).toBe(403)
    expect((await (await staffMember(program, 'staff')).get(path)).statusCode).toBe(404)
    program.clock.now = new Date(program.clock.now.getTime() + 25 * 3_600_000)
    await rows('update account_session set strong_at = $1', [program.clock.now])
    expect((await asker.post(`${path}/run`)).statusCode).toBe(409)
    expect(await rows('select 1 from person')).toHaveLength(3)
  })

  test('an audience of nobody is said, and leaves nothing', async () => {
    const { audience } = await file(0)
    const asker = await staffMember(program, 'administrator')
    expect((await asker.post(`/staff/audiences/${audience}/erasure`)).statusCode).toBe(409)
    expect(await rows('select 1 from bulk_act')).toEqual([])
  })

  test('more than one step writes down is written down by a job: all of them, once, and nobody begins before', async () => {
    const { audience } = await file(2100)
    const asker = await staffMember(program, 'administrator')
    const path = pathOf(await asker.post(`/staff/audiences/${audience}/erasure`))
    const act = await finished(path, 'asked')
    expect(act.targets).toBe(2100)
    const [written] = await rows(
      'select count(*)::int as n, count(distinct person_id)::int as people, max(n) as last from bulk_target',
    )
    expect(written).toEqual({ n: 2100, people: 2100, last: 2100 })
    await rows("update bulk_act set state = 'gathering'")
    expect((await asker.post(`${path}/run`)).statusCode).toBe(409)
    // Nobody allows a list that still grows.
    expect((await asker.post(`${path}/approval`, { reason: 'Too early' })).statusCode).toBe(409)
    expect(
      await rows("select count from journal where action = 'ask' and object_id = $1 order by seq", [path.split('/').at(-1)]),
    ).toEqual([{ count: 2000 }, { count: 2100 }])
    // One who goes meanwhile makes nobody be written down twice.
    await rows('delete from person where id = (select person_id from bulk_target where n = 2100)')
    await runAct(app, path.split('/').at(-1)!)
    expect((await actAt(path)).targets).toBe(2100)
    expect(await rows('select 1 from bulk_target')).toHaveLength(2099)
  })

  test('is given up by who asked, with its list; ten that wait are enough', async () => {
    const { audience } = await file(2)
    const asker = await staffMember(program, 'administrator')
    const ask = () => asker.post(`/staff/audiences/${audience}/erasure`)
    const path = pathOf(await ask())
    expect((await (await staffMember(program, 'administrator')).post(`${path}/removal`)).statusCode).toBe(403)
    for (let n = 1; n < 10; n++) expect((await ask()).statusCode).toBe(303)
    expect((await ask()).statusCode).toBe(409)
    expect((await asker.get(path)).body).toContain(`${path}/removal`)
    await asker.post(`${path}/approval`, { reason: 'x' })
    expect(await rows('select 1 from approval')).toHaveLength(1)
    expect((await asker.post(`${path}/removal`)).statusCode).toBe(303)
    expect((await asker.get(path)).statusCode).toBe(404)
    expect(await rows('select 1 from approval')).toEqual([])
    expect(await rows('select 1 from bulk_target')).toHaveLength(18)
    expect((await ask()).statusCode).toBe(303)
  })

  test('twenty asks at once leave ten that wait', async () => {
    const { audience } = await file(2)
    const asker = await staffMember(program, 'administrator')
    const answers = await Promise.all(Array.from({ length: 20 }, () => asker.post(`/staff/audiences/${audience}/erasure`)))
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(10)
    expect(await rows('select 1 from bulk_act')).toHaveLength(10)
  })

  test('a worker that dies in the middle goes on where it was, and counts nobody twice', async () => {
    const { audience } = await file(250)
    const asker = await staffMember(program, 'administrator')
    const path = pathOf(await asker.post(`/staff/audiences/${audience}/erasure`))
    const id = path.split('/').at(-1)!
    await rows("update bulk_act set state = 'waiting', begun_at = now()")
    let steps = 0
    const dying = {
      ...app,
      database: {
        ...app.database,
        transact: ((work, ...rest) => {
          steps += 1
          return app.database.transact(
            async (tx) => {
              const result = await work(tx)
              // The second step is done and never committed.
              if (steps === 2) throw new Error('killed')
              return result
            },
            ...rest,
          )
        }) as typeof app.database.transact,
      },
    }
    await expect(runAct(dying, id)).rejects.toThrow('killed')
    expect(await actAt(path)).toMatchObject({ state: 'waiting', done: 50 })
    // Two that wake at once share the rest.
    await Promise.all([runAct(app, id), runAct(app, id)])
    expect(await actAt(path)).toEqual({ state: 'done', done: 250, left_alone: 0, targets: 250 })
    expect(await rows('select 1 from person')).toHaveLength(1)
  })
})

describe('merging many pairs', () => {
  /** Pairs that share a mailbox, spelt in two ways. */
  async function pairs(count: number): Promise<void> {
    const people = Array.from({ length: count }, (_, n) => [
      { given_name: 'Zoé', family_name: `Ici ${n}`, email: `zoe${n}@example.org` },
      { given_name: 'Zoe', family_name: `Ici ${n}`, email: `zoe${n}+news@example.org` },
    ]).flat()
    const ids = await addSupporters(program, people)
    await rows(
      `insert into duplicate_suggestion (a, b, reasons, found_at)
       select least(x, y), greatest(x, y), '{mailbox}', now() from unnest($1::uuid[], $2::uuid[]) as pair (x, y)`,
      [ids.filter((_, n) => n % 2 === 0), ids.filter((_, n) => n % 2 === 1)],
    )
  }

  test('a hundred pairs one person merges alone, and takes back together', async () => {
    await pairs(30)
    const asker = await staffMember(program, 'administrator')
    const before = await rows('select id, given_name, sort_name, agreed, confirmed_on, area_rank from person order by id')
    const path = pathOf(await asker.post('/staff/bulk/merges', { reason: 'mailbox' }))
    await asker.post(`${path}/run`)
    expect((await finished(path)).done).toBe(30)
    expect(await rows('select 1 from person')).toHaveLength(30)
    expect((await asker.get(path)).body).toContain('/undoing')
    await asker.post(`${path}/undoing`)
    await finished(path, 'undone')
    expect(await rows('select id, given_name, sort_name, agreed, confirmed_on, area_rank from person order by id')).toEqual(
      before,
    )
    const [total] = await rows<{ n: number }>("select n::int from supporter_tally where key = 'supporters'")
    expect(total!.n).toBe(60)
  })

  test('a hundred and one take two persons', async () => {
    await pairs(101)
    const asker = await staffMember(program, 'administrator')
    const path = pathOf(await asker.post('/staff/bulk/merges', { reason: 'mailbox' }))
    expect((await asker.post(`${path}/run`)).statusCode).toBe(404)
    await allowed(asker, path)
    await asker.post(`${path}/run`)
    expect((await finished(path)).done).toBe(101)
    expect(await rows('select 1 from person')).toHaveLength(101)
  })

  test('a pair that was set aside, and one that somebody corrected, is left alone and counted', async () => {
    await pairs(4)
    const asker = await staffMember(program, 'administrator')
    const path = pathOf(await asker.post('/staff/bulk/merges', { reason: 'mailbox' }))
    await rows(
      'update duplicate_suggestion set dismissed_at = now() where a = (select min(a::text)::uuid from duplicate_suggestion)',
    )
    await rows(
      "update person set updated_at = now() + interval '1 minute' where id = (select max(b::text)::uuid from duplicate_suggestion where dismissed_at is null)",
    )
    await asker.post(`${path}/run`)
    expect(await finished(path)).toEqual({ state: 'done', done: 2, left_alone: 2, targets: 4 })
  })

  test('one merge that cannot be taken back, since its person is gone, holds back none of the others', async () => {
    await pairs(5)
    const asker = await staffMember(program, 'administrator')
    const path = pathOf(await asker.post('/staff/bulk/merges', { reason: 'mailbox' }))
    await asker.post(`${path}/run`)
    await finished(path)
    const [merged] = await rows<{ id: string }>('select kept as id from person_merge order by merged_at, id limit 1')
    await asker.post(`/staff/people/${merged!.id}/erasure`)
    await asker.post(`${path}/undoing`)
    await finished(path, 'undone')
    expect(await rows('select 1 from person')).toHaveLength(8)
  })

  test('three records in a chain become one, or leave each other alone: nobody is lost', async () => {
    const ids = await addSupporters(
      program,
      ['a', 'b', 'c'].map((name) => ({ given_name: name, family_name: 'Ici' })),
    )
    const [a, b, c] = ids.toSorted()
    await rows(
      "insert into duplicate_suggestion (a, b, reasons, found_at) values ($1, $2, '{mailbox}', now()), ($1, $3, '{mailbox}', now()), ($2, $3, '{mailbox}', now())",
      [a, b, c],
    )
    const asker = await staffMember(program, 'administrator')
    const path = pathOf(await asker.post('/staff/bulk/merges', { reason: 'mailbox' }))
    await asker.post(`${path}/run`)
    const act = await finished(path)
    expect(await rows('select 1 from person')).toHaveLength(3 - act.done)
    await asker.post(`${path}/undoing`)
    await finished(path, 'undone')
    const back = await rows<{ id: string }>('select id from person order by id')
    expect(back.map(({ id }) => id)).toEqual([a, b, c])
  })
})
