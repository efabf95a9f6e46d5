import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { bitOf, NEWS } from '../core/index.ts'
import type { Purpose } from '../ledger/index.ts'
import { agreesFor } from './agrees.ts'
import { db } from './tables.ts'

const program = await useProgram()
const { app, rows } = program

test('the program and the database give a name one bit', async () => {
  const name = fc.stringMatching(/^[a-z][a-z-]{1,39}:[a-z]{3,19}$/)
  await fc.assert(
    fc.asyncProperty(fc.array(name, { maxLength: 8 }), async (names) => {
      const mask = names.reduce((bits, one) => bits | (1n << BigInt(bitOf(one))), 0n)
      expect(await rows('select agreed_bits($1)::text as mask', [names])).toEqual([{ mask: String(mask) }])
    }),
    { numRuns: 40 },
  )
})

/** A purpose by mail whose name shares its bit with another's. */
function twinOf({ key }: Purpose): Purpose {
  for (let n = 0; ; n++) {
    const twin = `twin-${n.toString(36).replaceAll(/\d/g, 'x')}${'a'.repeat(n % 7)}`
    if (twin !== key && bitOf(`${twin}:email`) === bitOf(`${key}:email`)) return { ...NEWS, key: twin }
  }
}

test('two purposes whose names share a bit are told apart', async () => {
  const twin = twinOf(NEWS)
  const [zoe, ana, both, none] = await addSupporters(
    program,
    ['Zoé', 'Ana', 'Eva', 'Max'].map((given_name) => ({ given_name, family_name: 'Durand' })),
  )
  for (const [person, names] of [
    [zoe, ['news:email']],
    [ana, [`${twin.key}:email`]],
    [both, ['news:email', `${twin.key}:email`]],
  ] as const)
    await rows('update person set agreed = $2 where id = $1', [person, names])
  const found = async (purposes: Purpose[], channel: string) =>
    (await db(app.database.read).selectFrom('person').select('id').where(agreesFor(purposes).sql({ channel })).execute())
      .map(({ id }) => id)
      .toSorted()
  expect(await found([NEWS, twin], 'news:email')).toEqual([zoe, both].toSorted())
  expect(await found([NEWS, twin], `${twin.key}:email`)).toEqual([ana, both].toSorted())
  // A name that no room declares any more is looked for as it was written.
  expect(await found([NEWS], `${twin.key}:email`)).toEqual([ana, both].toSorted())
  expect(await found([NEWS, twin], 'gone:email')).toEqual([])
  expect(none).toBeTruthy()
})
