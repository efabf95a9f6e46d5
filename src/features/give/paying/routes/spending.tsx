import type { App } from '#platform/app'
import {
  allow,
  cameBack,
  changeDraft,
  dayFault,
  findSpending,
  pay,
  readInKind,
  readSpending,
  refuse,
  type SpendingRecord,
  takeBack,
  todayIn,
  withdraw,
} from '../../spending/index.ts'
import type { Tx } from '#platform/db/handle'
import { type Asked, handOf } from '#platform/http/asked'
import { Invalid, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { recipientInCharge, type RecipientRecord } from '../../core/index.ts'
import { paths } from '../paths.ts'
import { AllowForm, DraftForm, PayForm, ReasonForm, SpendingParams } from '../schema.ts'
import { showSpending } from './showing.tsx'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: SpendingParams, hide: true } as const
const PATH = '/staff/spending/:recipient/:spending'
type Params = { recipient: string; spending: string }
const back = ({ spending }: Found) => paths.spending(spending.recipient_id, spending.id)
type Found = { recipient: RecipientRecord; spending: SpendingRecord }

/** A spending of a book that who asks keeps. Another's is not there, nor what a group has not agreed on yet. */
export async function spendingInCharge(app: App, request: Asked<Params>): Promise<Found> {
  const recipient = await recipientInCharge(app, request)
  const spending = await findSpending(app.database.read, request.params.spending)
  if (spending?.recipient_id !== recipient.id || (spending.group_id && !spending.seconded_at)) throw new NotFound('spending.gone')
  return { recipient, spending }
}

/** One spending, and what its treasurer does with it. */
export const spendingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  server.get(PATH, { config, schema }, async (request, reply) => showSpending(app, reply, await spendingInCharge(app, request)))

  server.post(
    `${PATH}/allowance`,
    { config, schema: { ...schema, body: AllowForm }, attachValidation: true },
    async (request, reply) => {
      const found = await spendingInCharge(app, request)
      return submitted(request, {
        again: (code, allow) => showSpending(app, reply.code(code), { ...found, forms: { allow } }),
        work: async () => {
          const doing = { hand: handOf(app, request), spending: found.spending.id, knowing: request.body.knowing === 'true' }
          const done = await transact((tx) => allow(tx, app, doing))
          return reply.back(back(found), done === 'asked' ? 'asked' : 'saved')
        },
      })
    },
  )

  server.post(
    `${PATH}/payment`,
    { config, schema: { ...schema, body: PayForm }, attachValidation: true },
    async (request, reply) => {
      const found = await spendingInCharge(app, request)
      return submitted(request, {
        again: (code, pay) => showSpending(app, reply.code(code), { ...found, forms: { pay } }),
        work: async () => {
          const { paid_on: on, paid_by: by } = request.body
          const wrong = dayFault('paid_on', on, todayIn(app, found.recipient))
          if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
          await transact((tx) => pay(tx, app, { hand: handOf(app, request), spending: found.spending.id, on, by }))
          return reply.back(back(found), 'saved')
        },
      })
    },
  )
}

/** A draft is corrected, or given up. */
export const draftRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.post(
    `${PATH}/details`,
    { config, schema: { ...schema, body: DraftForm }, attachValidation: true },
    async (request, reply) => {
      const found = await spendingInCharge(app, request)
      const { recipient, spending } = found
      return submitted(request, {
        again: (code, draft) => showSpending(app, reply.code(code), { ...found, forms: { draft } }),
        work: async () => {
          const read = { locale: request.locale, currency: spending.currency, today: todayIn(app, recipient) }
          const asked =
            spending.kind === 'bill'
              ? readSpending(request.body, read)
              : readInKind(request.body, { ...read, recipient, now: app.now() })
          await transact((tx) => changeDraft(tx, { hand: handOf(app, request), spending: spending.id, asked }))
          return reply.back(back(found), 'saved')
        },
      })
    },
  )

  server.post(`${PATH}/drop`, { config, schema }, async (request, reply) => {
    const found = await spendingInCharge(app, request)
    await transact((tx) => withdraw(tx, app, { hand: handOf(app, request), spending: found.spending.id }))
    return reply.back(paths.book(found.recipient.id), 'removed')
  })
}

type Doing = Parameters<typeof refuse>[2]
const REASONED: Record<string, (tx: Tx, app: App, doing: Doing) => Promise<void>> = {
  refusal: refuse,
  return: cameBack,
  void: takeBack,
}

/** The acts that take a reason. */
export const reasonedRoutes: Routes = (app: App) => async (server) => {
  for (const [act, work] of Object.entries(REASONED))
    server.post(
      `${PATH}/${act}`,
      { config, schema: { ...schema, body: ReasonForm }, attachValidation: true },
      async (request, reply) => {
        const { recipient, spending } = await spendingInCharge(app, request)
        return submitted(request, {
          again: (code, reason) => showSpending(app, reply.code(code), { recipient, spending, forms: { reason } }),
          work: async () => {
            const doing = { hand: handOf(app, request), spending: spending.id, reason: request.body.reason }
            await app.database.transact((tx) => work(tx, app, doing))
            return reply.back(paths.spending(spending.recipient_id, spending.id), 'saved')
          },
        })
      },
    )
}
