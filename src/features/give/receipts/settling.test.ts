import { describe, expect, test } from 'vitest'
import { addRecipient, addSandbox, pathOf, sendGift } from '../../../../tests/support/giving.ts'
import { linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { addGift, becomes } from '../../../../tests/support/receipts.ts'
import { visitorOf } from '../../../../tests/support/staff.ts'
import { settle } from './commands/settle.ts'
import { CHUNK, settleAll } from './jobs.ts'

const program = await useProgram({ working: true })
const { app, rows } = program

type Row = { year: number; number: number; amount: string; cancelled_for: string | null }
const all = () => rows<Row>('select year, number, amount, cancelled_for from acknowledgement order by year, number')
const settled = (...gifts: string[]) => app.database.transact((tx) => settle(tx, app, gifts))
const until1 = (count: number) =>
  until(async () => ((await all()).length === count ? all() : undefined), `${count} acknowledgements`)

test('from the form to the paper: one letter of thanks, which leads to it', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const visitor = visitorOf(program)
  await visitor.post(pathOf(await sendGift(visitor, recipient, { amount: '20', mode: 'card' })), { play: 'pay' })
  const [mail] = await program.mailsWhen(1)
  expect(mail!.text).toContain('2026-000001')
  expect(mail!.text).toContain('pas un reçu fiscal')
  expect(mail!.attachments).toEqual([])
  const path = linkIn(mail!, '/give/acknowledgements/')
  const page = await visitor.get(path)
  expect(page.body).toContain('vingt euros')
  expect(page.body).toContain('CNCCFP')
  const paper = await visitor.get(`${path}/paper.pdf`)
  expect(paper.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'private, no-store' })
  expect(paper.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  expect(await all()).toEqual([{ year: 2026, number: 1, amount: '2000', cancelled_for: null }])
})

describe('numbers', () => {
  test('follow without a gap in each book and year, in the order in which gifts came', async () => {
    const [a, b] = [await addRecipient(program), await addRecipient(program, { name: 'Autre' })]
    const at = (day: string) => new Date(`${day}T12:00:00Z`)
    await addGift(program, { recipient: a, paid: at('2026-11-03'), amount: 300 })
    await addGift(program, { recipient: a, paid: at('2026-11-01'), amount: 100 })
    await addGift(program, { recipient: b, paid: at('2026-11-02'), amount: 200 })
    await addGift(program, { recipient: a, paid: at('2025-11-02'), amount: 50 })
    await settleAll(app)
    const found = await rows('select recipient_id = $1 as first, year, number, amount from acknowledgement order by 1, 2, 3', [a])
    expect(found).toEqual([
      { first: false, year: 2026, number: 1, amount: '200' },
      { first: true, year: 2025, number: 1, amount: '50' },
      { first: true, year: 2026, number: 1, amount: '100' },
      { first: true, year: 2026, number: 2, amount: '300' },
    ])
  })

  test('a gift of 31 December 23:30 UTC is of the year after in Paris', async () => {
    const recipient = await addRecipient(program)
    await addGift(program, { recipient, paid: new Date('2025-12-31T22:59:59Z') })
    await addGift(program, { recipient, paid: new Date('2025-12-31T23:30:00Z') })
    await settleAll(app)
    expect((await all()).map(({ year, number }) => [year, number])).toEqual([
      [2025, 1],
      [2026, 1],
    ])
    expect(await rows("select said ->> 'day' as day from acknowledgement order by 1")).toEqual([
      { day: '2025-12-31' },
      { day: '2026-01-01' },
    ])
  })

  test('a crowd that tells of all gifts at once, each several times, while some go back: no gap, none twice', async () => {
    const [a, b] = [await addRecipient(program), await addRecipient(program, { name: 'Autre' })]
    const gifts = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        addGift(program, { recipient: n % 3 ? a : b, email: `d${n}@example.org`, family: `N${n}` }),
      ),
    )
    const back = gifts.filter((_, n) => n % 5 === 0)
    await Promise.all([
      ...gifts.flatMap((gift, n) => [
        settled(gift),
        settled(gift),
        ...(n % 4 ? [] : [settled(...gifts.slice(n, n + 7).toReversed())]),
      ]),
      ...back.map((gift) => becomes(program, gift, { state: 'refunded', refunded: 2000 })),
    ])
    await settleAll(app)
    const books = await rows<{ n: string; most: number }>(
      'select count(*) as n, max(number) as most from acknowledgement group by recipient_id, year',
    )
    for (const { n, most } of books) expect(Number(n)).toBe(most)
    const standing = await rows('select gift_id from acknowledgement where cancelled_at is null')
    expect(standing).toHaveLength(gifts.length - back.length)
    const series = await rows(
      'select last from acknowledgement_series s where last <> (select max(number) from acknowledgement a where a.recipient_id = s.recipient_id)',
    )
    expect(series).toEqual([])
  })

  test('a death between taking a number and writing it takes neither', async () => {
    const recipient = await addRecipient(program)
    const gift = await addGift(program, { recipient })
    const dying = app.database.transact(async (tx) => {
      await settle(tx, app, [gift])
      throw new Error('killed')
    })
    await expect(dying).rejects.toThrow('killed')
    expect(await rows('select 1 from acknowledgement_series')).toEqual([])
    await settled(gift)
    expect((await all()).map(({ number }) => number)).toEqual([1])
  })

  test('more than are settled at once are settled all the same', async () => {
    const recipient = await addRecipient(program)
    const first = await addGift(program, { recipient })
    await rows(
      `insert into gift select gen_random_uuid(), number + n, recipient_id, donor_id, amount, refunded, currency, mode, state, reason, rule, rule_version, told, locale,
       made_at, changed_at, paid_at + n * interval '1 second', payment_id, step, decided_by from gift, generate_series(1, ${CHUNK + 20}) as n where id = $1`,
      [first],
    )
    await settleAll(app)
    const [{ n, most }] = (await rows('select count(*)::int as n, max(number) as most from acknowledgement')) as [
      { n: number; most: number },
    ]
    expect([n, most]).toEqual([CHUNK + 21, CHUNK + 21])
  })
})

describe('what goes back', () => {
  test('cancels it; told twice it is as told once; won back it has a new one and she is told', async () => {
    const recipient = await addRecipient(program)
    const gift = await addGift(program, { recipient })
    await settled(gift)
    await becomes(program, gift, { state: 'disputed' })
    await until(async () => ((await all())[0]!.cancelled_for ? true : undefined), 'the cancelled one')
    await settled(gift)
    expect(await all()).toEqual([{ year: 2026, number: 1, amount: '2000', cancelled_for: 'disputed' }])
    await becomes(program, gift, { state: 'paid' })
    await until1(2)
    expect(await all()).toEqual([
      { year: 2026, number: 1, amount: '2000', cancelled_for: 'disputed' },
      { year: 2026, number: 2, amount: '2000', cancelled_for: null },
    ])
    const [mail] = await program.mailsWhen(1)
    expect(mail!.text).toContain('ne conteste plus')
    const page = await visitorOf(program).get(linkIn(mail!, '/give/acknowledgements/'))
    expect(page.body).toContain('2026-000001')
  })

  test('in part: what stays has a new one, which says what it replaces', async () => {
    const recipient = await addRecipient(program)
    const gift = await addGift(program, { recipient, amount: 5000 })
    await settled(gift)
    await becomes(program, gift, { state: 'paid', refunded: 2000 })
    await until1(2)
    expect(await all()).toEqual([
      { year: 2026, number: 1, amount: '5000', cancelled_for: 'refunded' },
      { year: 2026, number: 2, amount: '3000', cancelled_for: null },
    ])
    const [{ said }] = (await rows('select said from acknowledgement where number = 2')) as [{ said: object }]
    expect(said).toMatchObject({ replaces: '2026-000001', given: 5000 })
    await becomes(program, gift, { state: 'refunded', refunded: 5000 })
    await until(async () => ((await all())[1]!.cancelled_for ? true : undefined), 'the second cancelled')
    expect(await all()).toHaveLength(2)
  })

  test('the database lets nobody delete or change one', async () => {
    const recipient = await addRecipient(program)
    await settled(await addGift(program, { recipient }))
    for (const act of [
      'delete from acknowledgement',
      'update acknowledgement set amount = 1',
      'update acknowledgement set number = 7',
      "update acknowledgement set said = '{}'",
    ])
      await expect(rows(act), act).rejects.toThrow(/never/)
    await rows("update acknowledgement set cancelled_at = now(), cancelled_for = 'lost'")
    await expect(rows('update acknowledgement set cancelled_at = null, cancelled_for = null')).rejects.toThrow(/never/)
  })
})

test('nothing under way has one', async () => {
  const recipient = await addRecipient(program)
  for (const state of ['begun', 'pending', 'promised', 'held', 'failed', 'disputed', 'lost', 'expired'])
    await addGift(program, { recipient, state })
  await settleAll(app)
  expect(await all()).toEqual([])
})
