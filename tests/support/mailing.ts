import { newId } from '../../src/platform/db/id.ts'
import { NEWS } from '../../src/features/people/core/purposes.ts'
import { freezeSome, openMailing } from '../../src/features/mail/sending/commands/freeze.ts'
import { beginMailing } from '../../src/features/mail/sending/commands/steer.ts'
import type { Envelope, Sender, Way } from '../../src/features/mail/sending/lane.ts'
import { findMailing } from '../../src/features/mail/sending/queries.ts'
import type { Outcome } from '../../src/features/mail/sending/rules.ts'
import type { MailingId, Policy } from '../../src/features/mail/sending/tables.ts'
import { addSupporters } from './people.ts'
import type { TestProgram } from './program.ts'

/** People who agreed to news, two in three at one provider. Gives their ids. */
export function readers(program: TestProgram, count: number): Promise<string[]> {
  const people = Array.from({ length: count }, (_, n) => ({
    given_name: 'Zoé',
    family_name: `Ici ${n}`,
    email: `reader${n}@${n % 3 === 0 ? 'gmail.com' : 'example.org'}`,
    news: true,
  }))
  return addSupporters(program, people)
}

/** Whoever begins it: no act of a person is under test here. */
export const handOf = (program: TestProgram) => ({ actor: undefined as never, now: program.app.now() })

/** A mailing to everybody who agreed to news, frozen and begun. */
export async function mailingTo(
  program: TestProgram,
  { policy = 'resend', begun = true, limit = 1_000 }: { policy?: Policy; begun?: boolean; limit?: number } = {},
) {
  const { app } = program
  const id = newId() as MailingId
  const asked = {
    id,
    title: 'Lettre',
    purpose: NEWS.key,
    selecting: false,
    kind: 'propaganda' as const,
    carries: ['speaker' as const, 'reason' as const, 'leave' as const],
    policy,
    scope: 'everywhere' as const,
  }
  await app.database.transact((tx) => openMailing(tx, { ...asked, rule: { op: 'all', of: [] } }, app.now()))
  while (await app.database.transact((tx) => freezeSome(tx, app, { id, limit })));
  if (begun) await app.database.transact((tx) => beginMailing(tx, handOf(program), id))
  return (await findMailing(app.database.read, id))!
}

/** A server that answers as it is told, and keeps whom it took letters for. */
export function scripted(
  answer: (to: string, nth: number) => Outcome | 'shut' | Promise<Outcome | 'shut'> = () => ({ kind: 'accepted' }),
) {
  const taken: string[] = []
  let nth = 0
  const open = async (): Promise<Way> => {
    let shut = false
    return {
      isShut: () => shut,
      close: () => void (shut = true),
      send: async ({ to }, signal) => {
        if (shut || signal.aborted) return { kind: 'unsent', why: 'shut' }
        const outcome = await answer(to, nth++)
        if (outcome === 'shut') {
          shut = true
          return { kind: 'unsent', why: 'shut' }
        }
        if (outcome.kind === 'accepted') taken.push(to)
        return outcome
      },
    }
  }
  const compose = ({ email }: { email: string }): Envelope => ({
    id: email.replace('@', '.'),
    from: 'b@example.org',
    to: email,
    data: Buffer.from(''),
  })
  return { taken, sender: { open, compose } satisfies Sender }
}
