import { afterAll, expect, test } from 'vitest'
import { freePort } from '../../../../tools/free-port.ts'
import { addRecipient } from '../../../../tests/support/giving.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { addGift } from '../../../../tests/support/receipts.ts'
import { badSmtpServer, type Fault } from '../../../../tests/support/smtp-faults.ts'
import { enqueue } from '#platform/jobs/queue'
import { giftMail } from '../giving/queues.ts'
import { sendAllYears, settleAll } from './jobs.ts'

const port = await freePort()
const program = await useProgram({ working: true, env: { MAIL_URL: `smtp://127.0.0.1:${port}` } })
const { app, rows, clock } = program
let server: Awaited<ReturnType<typeof badSmtpServer>> | undefined
afterAll(() => server?.close())

const LETTERS = 8
const still = async () =>
  (await rows("select 1 from pgboss.job where (name like 'giving.%' or name like 'receipts.%') and state < 'completed'")).length

async function comeAndThank(): Promise<string[]> {
  const recipient = await addRecipient(program)
  const gifts: string[] = []
  for (let n = 0; n < LETTERS; n++)
    gifts.push(
      await addGift(program, { recipient, email: `d${n}@example.org`, family: `N${n}`, paid: new Date('2026-03-01T10:00:00Z') }),
    )
  await app.database.transact(async (tx) => {
    for (const gift of gifts) enqueue(tx, giftMail, { gift, kind: 'paid', step: 1 })
  })
  return gifts.map((gift) => `gift-paid-${gift}-1`)
}

test('while no mail server is there letters wait; then each leaves once', async () => {
  const letters = await comeAndThank()
  await until(
    async () => program.logged.some(({ msg }) => String(msg).includes('will be tried again')) || undefined,
    'a failed try',
  )
  server = await badSmtpServer(port, () => 'ok')
  await until(async () => (await still()) === 0 || undefined, 'all letters', 120)
  expect(server.accepted.toSorted()).toEqual(letters.toSorted())
  await server.close()
})

test('a server that drops, is busy, greylists, has no room, dies within the letter and after it: none is lost, none that it took comes again', async () => {
  const faults: Fault[] = [
    'drop',
    'die-in-data',
    'later',
    'ok',
    'busy',
    'full',
    'die-after-answer',
    'die-in-data',
    'ok',
    'die-before-answer',
  ]
  let next = 0
  server = await badSmtpServer(port, () => (next < 24 ? faults[next++ % faults.length]! : 'ok'))
  const letters = await comeAndThank()
  await settleAll(app)
  clock.now = new Date('2027-01-20T12:00:00Z')
  await sendAllYears(app)
  const years = (await rows<{ letter: string }>('select letter from gift_year')).map(({ letter }) => `gift-year-${letter}`)
  expect(years).toHaveLength(LETTERS)
  await until(async () => (await still()) === 0 || undefined, 'all letters', 180)
  expect(server.accepted.toSorted()).toEqual([...letters, ...years].toSorted())
  // What it never answered it may have had: these come again, under the same id.
  expect(server.unanswered.filter((id) => !server!.accepted.includes(id))).toEqual([])
  await server.close()
}, 200_000)
