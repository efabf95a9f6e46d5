import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { Conflict, NotFound } from '#platform/errors'
import { type Asked, handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import type { FormState } from '#ui/form'
import { witnessOf } from '#staff'
import { recipientInCharge, type RecipientRecord } from '../../core/index.ts'
import { sayAmount } from '../../law/index.ts'
import { askAgain } from '../commands/ask.ts'
import { decideBrought, decidePayout, decideUndoing, type Deciding, reopen, sendBack, setAside } from '../commands/decide.ts'
import { LinePage } from '../line.page.tsx'
import { paths } from '../paths.ts'
import { findLine, type LineRecord } from '../queries/lines.ts'
import { arrivalProposal, outcomeOf, proposalsOf } from '../proposing.ts'
import { expectingIn, looksLikePayout } from '../../reconciling/index.ts'
import { isWaiting, mayReopen } from '../../reconciling/index.ts'
import { factsOf } from '../saying.ts'
import { ArrivalForm, BackForm, LineParams, NoteForm, OtherForm, PayoutForm, SearchForm } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'gifts.keep', everywhere: true } as const
const schema = { params: LineParams, hide: true } as const
const PATH = '/staff/statements/:recipient/lines/:line'
const EMPTY: FormState = { values: {}, errors: {} }

type Params = { recipient: string; line: string }
type Ours = { recipient: RecipientRecord; line: LineRecord }
type Work = (tx: Tx, deciding: Deciding) => Promise<void>

/** One line, what it may be, and what is decided of it. */
export const lineRoutes: Routes = (app: App) => async (server) => {
  server.get(PATH, { config, schema }, async (request, reply) => show(app, reply, await ours(app, request)))

  server.post(`${PATH}/search`, { config, schema: { ...schema, body: SearchForm } }, async (request, reply) =>
    show(app, reply, { ...(await ours(app, request)), words: request.body.q?.trim() ?? '' }),
  )
  server.post(`${PATH}/arrival`, { config, schema: { ...schema, body: ArrivalForm } }, async (request, reply) =>
    decide(app, request, { reply, work: (tx, deciding) => decideBrought(tx, app, { ...deciding, ...request.body }) }),
  )
  server.post(`${PATH}/undoing`, { config, schema: { ...schema, body: OtherForm } }, async (request, reply) =>
    decide(app, request, { reply, work: (tx, deciding) => decideUndoing(tx, app, { ...deciding, other: request.body.other }) }),
  )
  server.post(`${PATH}/payout`, { config, schema: { ...schema, body: PayoutForm } }, async (request, reply) =>
    decide(app, request, { reply, work: (tx, deciding) => decidePayout(tx, app, { ...deciding, payout: request.body.payout }) }),
  )
  server.post(`${PATH}/reopening`, { config, schema }, async (request, reply) =>
    decide(app, request, { reply, work: (tx, deciding) => reopen(tx, app, deciding) }),
  )
  server.post(`${PATH}/asking`, { config, schema }, async (request, reply) =>
    decide(app, request, { reply, work: (tx, deciding) => askAgain(tx, deciding) }),
  )
}

/** What is decided with words of the treasurer's. */
export const wordRoutes: Routes = (app: App) => async (server) => {
  server.post(
    `${PATH}/aside`,
    { config, schema: { ...schema, body: NoteForm }, attachValidation: true },
    async (request, reply) => {
      const found = await ours(app, request)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { ...found, aside: form, notice: form }),
        work: () =>
          decide(app, request, { reply, work: (tx, deciding) => setAside(tx, { ...deciding, note: request.body.note }) }),
      })
    },
  )
  server.post(
    `${PATH}/return`,
    { config, schema: { ...schema, body: BackForm }, attachValidation: true },
    async (request, reply) => {
      const found = await ours(app, request)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { ...found, back: form, notice: form }),
        work: () =>
          decide(app, request, { reply, work: (tx, deciding) => sendBack(tx, app, { ...deciding, note: request.body.why }) }),
      })
    },
  )
}

/** A line of a recipient whose books are kept by who asks. Another's is not there. */
async function ours(app: App, request: Asked<Params>): Promise<Ours> {
  const recipient = await recipientInCharge(app, request)
  const line = await findLine(app.database.read, request.params.line)
  if (line?.recipient_id !== recipient.id) throw new NotFound('statements.gone')
  return { recipient, line }
}

/** Does it, and shows the line again; what the law or somebody else stood against is said above it. */
async function decide(app: App, request: Asked<Params>, { reply, work }: { reply: FastifyReply; work: Work }) {
  const { recipient, line } = await ours(app, request)
  const deciding = { hand: handOf(app, request), recipient, line: line.id }
  try {
    await app.database.transact((tx) => work(tx, deciding))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const notice = { ...EMPTY, notice: error.key, ...(error.values ? { noticeValues: error.values } : {}) }
    return show(app, reply.code(409), { ...(await ours(app, request)), notice })
  }
  return reply.back(paths.line(recipient.id, line.id), 'saved')
}

type Showing = Ours & { words?: string; notice?: FormState; aside?: FormState; back?: FormState }

async function show(
  app: App,
  reply: FastifyReply,
  { recipient, line, words, notice = EMPTY, aside = EMPTY, back = EMPTY }: Showing,
) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const { read } = app.database
  await witnessOf(app)(request.actor, { action: 'view', object: 'bank-line', id: line.id, count: 1 })
  const action = link(paths.line(recipient.id, line.id))
  const said = { t, locale, action }
  const waits = isWaiting(line.state)
  const sought = words ? expectingIn(app).map((one) => one.find(read, recipient.id, { words })) : []
  const found = words === undefined ? undefined : (await Promise.all(sought)).flat()
  const props = {
    t,
    locale,
    title: sayAmount(locale, line.amount, line.currency),
    state: t(`reconciling.line-${line.state}`),
    facts: factsOf(line, said),
    outcome: await outcomeOf(app, line, said),
    proposals: waits ? await proposalsOf(app, { recipient, line }, said) : [],
    found: found?.map((one) => arrivalProposal(app, { found: one, line, reasons: [] }, said)),
    action,
    can: {
      decide: waits,
      gift: line.amount > 0,
      back: line.amount > 0 && (waits || line.state === 'booked'),
      reopen: mayReopen(line.state),
      ask: waits && looksLikePayout(line) && recipient.payment_account_id !== null,
    },
    notice,
    search: { values: { q: words ?? '' }, errors: {} },
    aside: { ...aside, notice: undefined } as FormState,
    sendBack: { ...back, notice: undefined } as FormState,
    back: { href: link(paths.of(recipient.id)), text: t('statements.back-to', { recipient: recipient.name }) },
  }
  return reply.page({ title: props.title, body: <LinePage {...props} /> })
}
