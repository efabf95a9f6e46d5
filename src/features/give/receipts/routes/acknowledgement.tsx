import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import { HOUR, limiter, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { witnessOf } from '#staff'
import { recipientInCharge } from '../../core/index.ts'
import { askAgain, askMine } from '../commands/ask.ts'
import { links, parts } from '../links.ts'
import { sendPaper } from '../mine.tsx'
import { acknowledgementPaper, factsOf, noteOf, overOf } from '../papers.ts'
import { type AcknowledgementRecord, acknowledgementsOf, findAcknowledgement } from '../queries/acknowledgements.ts'
import { AcknowledgementPage } from '../receipts.page.tsx'
import { writeNumber } from '../rules.ts'
import { StaffParams, TokenParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const anyone = { permission: 'anyone' } as const
const schema = { params: TokenParams, hide: true } as const

/** One acknowledgement, its paper, and the letters that bring it again: for who has its letter; its paper for who keeps the books. */
export const acknowledgementRoutes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [{ max: 30, window: HOUR, key: networkOf }])

  server.get('/give/acknowledgements/:token', { config: anyone, schema }, async (request, reply) =>
    show(app, reply, { record: await recordIn(app, request) }),
  )

  server.get('/give/acknowledgements/:token/paper.pdf', { config: anyone, schema }, async (request, reply) => {
    const record = await recordIn(app, request)
    return sendPaper(reply, await acknowledgementPaper(record), writeNumber(record))
  })

  server.post('/give/acknowledgements/:token/again', { config: anyone, schema, onRequest: limit }, async (request, reply) => {
    const record = await recordIn(app, request)
    await app.database.transact((tx) => askAgain(tx, app, record.id))
    return show(app, reply, { record, mailed: 'receipts.mailed-again' })
  })

  server.post('/give/acknowledgements/:token/mine', { config: anyone, schema, onRequest: limit }, async (request, reply) => {
    const record = await recordIn(app, request)
    await app.database.transact((tx) => askMine(tx, app, record.donor_id))
    return show(app, reply, { record, mailed: 'receipts.mailed-mine' })
  })

  server.get(
    '/staff/acknowledgements/:recipient/:gift',
    { config: { permission: 'gifts.keep' }, schema: { params: StaffParams, hide: true } },
    async (request, reply) => {
      const recipient = await recipientInCharge(app, request)
      const [last] = await acknowledgementsOf(app.database.read, request.params.gift)
      if (last?.recipient_id !== recipient.id) throw new NotFound('receipts.gone')
      await witnessOf(app)(request.actor, { action: 'view', object: 'gift', id: last.gift_id, count: 1 })
      return sendPaper(reply, await acknowledgementPaper(last), writeNumber(last))
    },
  )
}

async function recordIn(app: App, { params }: Asked<{ token: string }>): Promise<AcknowledgementRecord> {
  const id = links.openAcknowledgement(app, params.token)
  const record = id && (await findAcknowledgement(app.database.read, id))
  if (!record) throw new NotFound('receipts.gone')
  return record
}

type Mailed = 'receipts.mailed-again' | 'receipts.mailed-mine'

type Shown = { record: AcknowledgementRecord; mailed?: Mailed }

function show(app: App, reply: FastifyReply, { record, mailed }: Shown) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const base = link(links.acknowledgement(app, record.id))
  const title = t('receipts.paper', { number: writeNumber(record) })
  const props = {
    t,
    title,
    over: overOf(t, record),
    facts: factsOf(record, { locale, t }),
    note: noteOf(t, record.said.authority),
    paper: parts.paper(base),
    again: parts.again(base),
    mine: `${base}/mine`,
    mailed: mailed && t(mailed),
  }
  return reply.page({ title, body: <AcknowledgementPage {...props} /> })
}
