import { takeMonths } from '../../src/features/give/monthly/jobs.ts'
import { addRecipient, addSandbox, DONOR, pathOf, sendGift } from './giving.ts'
import { linkIn, type TestProgram, until } from './program.ts'
import { visitorOf, type Visitor } from './staff.ts'

type First = { mode?: 'card' | 'debit'; amount?: string; recipient?: string; visitor?: Visitor; typed?: Record<string, string> }

export const plans = ({ rows }: TestProgram) =>
  rows<{ id: string; state: string; reason: string | null; amount: string; nth: number; failures: number; next_at: Date | null }>(
    'select id, state, reason, amount, nth, failures, next_at from monthly_gift order by id',
  )

/** Until all jobs of gifts are done: of providers, of what they told, and mails. */
export const rest = ({ rows }: TestProgram) =>
  until(async () => {
    const open = await rows(
      "select 1 from pgboss.job where (name like 'payments.%' or name like 'giving.%' or name like 'monthly.%') and state < 'completed'",
    )
    return open.length === 0 || undefined
  }, 'jobs of gifts')

/** A gift that comes again each month, its first paid with the sandbox. Gives the way to its page at the provider. */
export async function giveMonthly(program: TestProgram, first: First = {}) {
  const { mode = 'card', amount = '10', visitor = visitorOf(program), typed = {} } = first
  const recipient = first.recipient ?? (await addRecipient(program, { account: await addSandbox(program) }))
  const sent = await sendGift(visitor, recipient, { ...DONOR, amount: 'other', other: amount, mode, rhythm: 'monthly', ...typed })
  const provider = pathOf(sent)
  if (mode === 'debit') await visitor.post(provider, { play: 'wait' })
  await visitor.post(provider, { play: 'pay' })
  await rest(program)
  return { recipient, visitor, provider }
}

/** The clock as it runs by itself, on a day at that hour in UTC, and all that comes of it. */
export async function onDay(program: TestProgram, day: string, hour = '12:00'): Promise<void> {
  program.clock.now = new Date(`${day}T${hour}:00Z`)
  await takeMonths(program.app)
  await rest(program)
}

/** The page of a monthly gift, by the link in a mail of it. */
export async function pageOf(program: TestProgram): Promise<string> {
  const mail = await until(
    async () => (await program.mails()).find(({ text }) => text?.includes('/give/monthly/')),
    'a mail that leads to the monthly gift',
  )
  return linkIn(mail, '/give/monthly/')
}
