import { expect, test } from 'vitest'
import { addEvent, asking, placesOf } from '../../../../tests/support/events.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { forgetVisitors, remindSome } from './commands/clock.ts'
import { takePlaces } from './commands/places.ts'
import { placerOf } from './placing.ts'

// What waits for whom shows only where transactions run side by side: the embedded database has one at a time.
const program = await useProgram()
const { rows, app, clock } = program
const { transact } = app.database

test('reminders and forgetting wait for no event that somebody holds', async () => {
  const [holder, ana, eva] = await addSupporters(
    program,
    ['Zoé', 'Ana', 'Eva'].map((given_name) => ({ given_name, family_name: 'Durand' })),
  )
  const event = await addEvent(program, holder!)
  const placed = await placerOf(app)(asking(event, ana!))
  await rows("update sign_up set asked_at = now() - interval '30 days' returning id")
  const [holding, ending] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow = transact(async (tx) => {
    await takePlaces(tx, [asking(event, eva!)], clock.now)
    holding.resolve()
    await ending.promise
  })
  await holding.promise
  expect(await rows('update sign_up set remind_day = true where id = $1 returning id', [placed.id])).toHaveLength(1)
  expect(await transact((tx) => remindSome(tx, clock.now, 100))).toBe(1)
  await transact((tx) => forgetVisitors(tx, clock.now))
  ending.resolve()
  await slow
  expect(await placesOf(program, event)).toMatchObject({ taken: 2, coming: 2 })
})
