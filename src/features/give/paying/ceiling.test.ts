import { expect, test } from 'vitest'
import { addRecipient, GIVER, sheetOf, treasurerOf, writeSheet } from '../../../../tests/support/giving.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { addVote } from '../../../../tests/support/stations.ts'

const program = await useProgram()
const { rows } = program

test('the ceiling that is entered counts what may come in cash, a fifth of it from 15,000 euros on; while it is not known none comes', async () => {
  const day = (days: number) => new Date(program.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  const election = await addVote(program, [{ vote_on: day(60) }])
  const recipient = await addRecipient(program, { kind: 'candidate', election, opens: day(-30), closes: day(90) })
  const treasurer = await treasurerOf(program, recipient)
  const book = `/staff/spending/${recipient}`
  /** In three sheets: each has eight rows. */
  const takes = async () => {
    for (const from of [0, 7, 14]) {
      const people = Array.from({ length: 7 }, (_, n) => ({
        ...GIVER,
        family_name: `Exemple${'abcdefghijklmnopqrstuvwxyz'[n + from]!.repeat(3)}`,
        postal_code: String(10_000 + n + from),
        amount: '150',
      }))
      await writeSheet(treasurer, recipient, sheetOf(people, { mode: 'cash' }))
    }
    return (await rows("select 1 from gift where mode = 'cash'")).length
  }
  expect((await treasurer.get(book)).body).toContain('aucun don en espèces')
  expect(await takes()).toBe(0)
  await treasurer.post(`${book}/ceiling`, { amount: '14999', source: 'Décret du 1er mars 2026' })
  expect((await treasurer.get(book)).body).toMatch(/Sous un plafond de 15\s000\s€/)
  // Twenty-one times 150 euros are above a fifth of 15,000; below that ceiling the law sets no sum.
  expect(await takes()).toBe(21)
  await rows('delete from gift')
  await treasurer.post(`${book}/ceiling`, { amount: '15000', source: 'Décret du 2 mars 2026' })
  expect((await treasurer.get(book)).body).toMatch(/Dons en espèces\s: 3\s000\s€ au plus/)
  expect(await takes()).toBeLessThan(21)
  const [{ sum }] = (await rows<{ sum: number }>("select sum(amount)::int as sum from gift where mode = 'cash'")) as [
    { sum: number },
  ]
  expect([sum > 200_000, sum <= 300_000]).toEqual([true, true])
})
