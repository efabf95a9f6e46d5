import { expect, test } from 'vitest'
import { addRecipient } from './support/giving.ts'
import { until, useProgram } from './support/program.ts'
import { bring, camtOf, csvOf, type Move, mt940Of, promise, treasurerOf } from './support/statements.ts'

const program = await useProgram({ working: true })
const { rows } = program

const NAMES = ['Ana Ruiz', 'Léo Brun', 'Zoé Roy', 'Paul Noir', 'Inès Faure']

test('two treasurers who bring the same days at once, in three formats, while a third says by hand what came, book each gift once', async () => {
  const recipient = await addRecipient(program)
  const treasurers = await Promise.all(Array.from({ length: 3 }, () => treasurerOf(program, recipient)))
  const promised = await Promise.all(Array.from({ length: 40 }, (_, n) => promise(program, recipient, { name: NAMES[n % 5]! })))
  const moves = promised.map(({ reference }, n): Move => ({
    amount: 2000,
    name: NAMES[n % 5]!,
    creditor: reference,
    day: `2026-03-${22 + (n % 3)}`,
  }))
  const ordered = moves.toSorted((a, b) => (a.day! < b.day! ? -1 : 1))
  const files = [camtOf(ordered), mt940Of(ordered), csvOf(ordered), camtOf(ordered.slice(0, 20), { id: 'S2' })]
  const [one, two, third] = treasurers
  const answers = await Promise.all([
    ...files.flatMap((content) => [one!, two!, one!].map((who) => bring(program, who, { recipient, content }))),
    ...promised.slice(0, 10).map(({ id }) => third!.post(`/staff/gifts/${recipient}/${id}/arrival`)),
  ])
  expect(answers.every(({ statusCode }) => statusCode === 303 || statusCode === 409)).toBe(true)
  await until(
    async () =>
      (await rows("select 1 from bank_file where state <> 'done' union all select 1 from bank_line where state = 'new'"))
        .length === 0 || undefined,
    'the files to be matched',
  )
  expect(await rows('select 1 from bank_file')).toHaveLength(4)
  expect(await rows('select 1 from bank_line')).toHaveLength(40)
  expect(await rows("select count(*)::int as n from gift where state = 'paid'")).toEqual([{ n: 40 }])
  expect(await rows('select count(*)::int as n from book_entry')).toEqual([{ n: 40 }])
  expect(await rows("select balance from book_account where code = '5120'")).toEqual([{ balance: '80000' }])
  expect(await rows("select count(distinct gift_id)::int as n from bank_line where state = 'booked'")).toEqual([{ n: 40 }])
})

test('a crowd that decides one line, each something else, decides it once', async () => {
  const recipient = await addRecipient(program)
  const treasurer = await treasurerOf(program, recipient)
  const { id: gift } = await promise(program, recipient)
  for (let round = 0; round < 5; round++) {
    await bring(program, treasurer, {
      recipient,
      content: camtOf([{ amount: 2000, name: 'Ana Ruiz', text: `don ${round}`, day: `2026-03-1${round}` }], { id: `R${round}` }),
    })
    await until(async () => (await rows("select 1 from bank_file where state <> 'done'")).length === 0 || undefined, 'the file')
  }
  const lines = await rows<{ id: string }>('select id from bank_line')
  const acts: [string, Record<string, string>][] = [
    ['arrival', { kind: 'gift', id: gift }],
    ['aside', { note: 'x' }],
    ['return', { why: 'x' }],
    ['arrival', { kind: 'gift', id: gift }],
  ]
  const answers = await Promise.all(
    lines.flatMap(({ id }) =>
      acts.map(([act, fields]) => treasurer.post(`/staff/statements/${recipient}/lines/${id}/${act}`, fields)),
    ),
  )
  const codes = answers.map(({ statusCode }) => statusCode)
  expect(codes.filter((code) => code !== 303 && code !== 409)).toEqual([])
  const booked = await rows("select 1 from bank_line where state = 'booked'")
  expect(booked.length).toBeLessThanOrEqual(1)
  const [sums] = await rows<{ back: string; bank: string }>(
    `select coalesce((select sum(amount) from bank_line where state in ('to-send-back') and gift_id is null), 0)::text as back,
      coalesce((select balance from book_account where code = '5120'), 0)::text as bank`,
  )
  const paid = await rows("select 1 from gift where state = 'paid'")
  expect(Number(sums!.bank)).toBe(Number(sums!.back) + paid.length * 2000)
})
