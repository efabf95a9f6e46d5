import type { AccountId } from '#platform/auth/session'
import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { enqueue, type Event, type Queue } from '#platform/jobs/queue'
import type { Mail } from '#platform/mail/mail'
import { deliver } from '#platform/mail/writing'
import { chargedWith } from './queries/mandates.ts'

/** What those in charge of a territory are told of, and how. `D`: what names it; `X`: what it is when the mail leaves. */
type Telling<D extends object, X extends { place_id: string }> = {
  queue: Queue<D>
  /** The event that tells it; without, a command leaves the job. */
  on?: Event<D>
  /** One mail to one of them. */
  mail: Queue<D & { account: AccountId }>
  /** Who may do this there is told. */
  permission: string
  /** undefined: it is over, and nobody need be told any more. */
  find(app: App, data: D): Promise<X | undefined>
  /** `to`: a mailbox; `account`: for the mail's own id. */
  letter(app: App, to: string, about: { thing: X; data: D; account: AccountId }): Mail
}

/** The workers that tell those in charge of the territory where something is, each in a mail of her own, looked at again when it leaves. */
export function tellingCharged<D extends object, X extends { place_id: string }>(telling: Telling<D, X>): Worker<App>[] {
  const { queue, on, mail, permission, find, letter } = telling
  const inCharge = async (app: App, data: D) => {
    const thing = await find(app, data)
    if (!thing) return { thing, charged: [] }
    const { place_id } = thing
    return { thing, charged: await chargedWith(app.database.read, { permission, place_id }, app.now()) }
  }
  return [
    defineWorker({
      queue,
      ...(on ? { on } : {}),
      work: async (app: App, data: D) => {
        const { charged } = await inCharge(app, data)
        await app.database.transact(async (tx) => {
          for (const { account } of charged) enqueue(tx, mail, { ...data, account })
        })
      },
    }),
    defineWorker({
      queue: mail,
      work: async (app: App, data: D & { account: AccountId }) => {
        const { thing, charged } = await inCharge(app, data)
        const to = charged.find(({ account }) => account === data.account)
        if (thing && to) await deliver(app, letter(app, to.email, { thing, data, account: data.account }))
      },
    }),
  ]
}
