import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { type Asked, type ReplyTo, handOf } from '#platform/http/asked'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { fieldErrors, type FieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { formatDay } from '#platform/i18n/locales'
import { todayOf } from '#platform/i18n/moments'
import { fullName } from '../../directory/index.ts'
import { hashOf } from '../../addresses/index.ts'
import { agreementsOf, SUPPORT } from '../../core/index.ts'
import { pointKindsOf, type Purpose } from '../../ledger/index.ts'
import { type Incoming, readPerson } from '../../bringing/index.ts'
import { witnessOf } from '#staff'
import { gazetteerOf } from '#territories'
import { enterLine, returnSheet, skipLine, takeBackLine } from '../commands.ts'
import { findSheet, matchesOf, type SheetRecord, type Written } from '../queries.ts'
import { IllegibleForm, LineForm, LineParams, MatchQuery, ReturnForm, SheetParams } from '../schema.ts'
import { texts } from '../texts.ts'
import { showSheet } from './entry-view.tsx'

const config = { permission: 'people.enter' } as const

type OfSheet = ReplyTo<{ number: string }>
type LineInput = Parameters<typeof readPerson>[0] & { consents?: Record<string, 'true' | undefined> }

/** Transcribing a sheet that came back. */
export const entryRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const { sheetOf, back } = desk(app)
  const again = async (reply: OfSheet, name: 'form' | 'returned', errors: FieldErrors) =>
    showSheet(app, reply.code(422), {
      sheet: await sheetOf(reply.request),
      [name]: { values: formValues(reply.request.body), errors },
    })

  server.get('/staff/sheets/:number', { config, schema: { params: SheetParams, hide: true } }, async (request, reply) =>
    showSheet(app, reply, { sheet: await sheetOf(request) }),
  )

  const returning = { config, schema: { params: SheetParams, body: ReturnForm, hide: true }, attachValidation: true }
  server.post('/staff/sheets/:number', returning, async (request, reply) => {
    if (request.validationError) return again(reply, 'returned', fieldErrors(request.validationError))
    const sheet = await sheetOf(request)
    try {
      await transact((tx) =>
        returnSheet(tx, handOf(app, request), { number: sheet.number, ...request.body, today: todayOf(app) }),
      )
    } catch (error) {
      if (error instanceof Invalid) return again(reply, 'returned', error.fields)
      throw error
    }
    return back(request, reply, sheet)
  })

  const entering = {
    config: { ...config, evenly: { but: 'people.see' } },
    schema: { params: SheetParams, body: LineForm, hide: true },
    attachValidation: true,
  }
  server.post('/staff/sheets/:number/lines', entering, async (request, reply) => {
    if (request.validationError) return again(reply, 'form', fieldErrors(request.validationError))
    const sheet = await sheetOf(request)
    if (!sheet.collected_on) throw new Conflict('paper.return.first')
    const { line, ...typed } = request.body
    const agreements = agreementsOf(app)(sheet)
    const purposes = agreements.map(({ purpose }) => purpose).filter(({ key }) => key !== SUPPORT.key)
    const answer = readLine(
      app,
      { line: Number(line), purposes },
      { ...typed, locale: sheet.locale, country: app.movement.current.country },
    )
    if ('errors' in answer) return again(reply, 'form', answer.errors)
    const proof = proofOf(sheet, line)
    const wordings = Object.fromEntries(agreements.map(({ purpose, wording }) => [purpose.key, wording]))
    const entry = { sheet, row: answer.row, hashOf: hashOf(app), purposes, wordings, proof }
    await transact((tx) => enterLine(tx, handOf(app, request), entry))
    return back(request, reply, sheet)
  })
}

/** What every route of a sheet needs. */
function desk(app: App) {
  return {
    sheetOf: async ({ params, actor }: Asked<{ number: string }>): Promise<SheetRecord> => {
      const number = Number(params.number)
      const sheet = Number.isInteger(number) ? await findSheet(app.database.read, number, actor.scope('people.enter')) : undefined
      if (!sheet) throw new NotFound('paper.elsewhere')
      return sheet
    },
    back: (request: Asked, reply: FastifyReply, { number }: SheetRecord) =>
      reply.redirect(request.link(`/staff/sheets/${number}`), 303),
  }
}

/** What else becomes of a line. */
export const lineRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const { sheetOf, back } = desk(app)

  const illegible = { config, schema: { params: SheetParams, body: IllegibleForm, hide: true } }
  server.post('/staff/sheets/:number/illegible', illegible, async (request, reply) => {
    const sheet = await sheetOf(request)
    if (!sheet.collected_on) throw new Conflict('paper.return.first')
    await transact((tx) => skipLine(tx, handOf(app, request), { sheet: sheet.number, line: Number(request.body.line) }))
    return back(request, reply, sheet)
  })

  const removal = { config, schema: { params: LineParams, hide: true } }
  server.post('/staff/sheets/:number/lines/:line/removal', removal, async (request, reply) => {
    const sheet = await sheetOf(request)
    const written = await transact((tx) =>
      takeBackLine(tx, handOf(app, request), { sheet: sheet.number, line: Number(request.params.line) }),
    )
    return written
      ? showSheet(app, reply, { sheet, form: { values: valuesOf(written, request.params.line), errors: {} } })
      : back(request, reply, sheet)
  })

  const matching = {
    config: { permission: 'people.see', evenly: { but: 'people.see' } },
    schema: { params: SheetParams, body: MatchQuery, hide: true },
  }
  server.post('/staff/sheets/:number/matches', matching, async (request, reply) => {
    await sheetOf(request)
    const matches = await matchesOf(
      read,
      { ...request.body, country: app.movement.current.country },
      request.actor.scope('people.see'),
    )
    if (matches.length > 0) await witnessOf(app)(request.actor, { action: 'list', object: 'people', count: matches.length })
    return reply.send({ matches: matches.map(({ id, town, why, ...name }) => ({ id, name: fullName(name), town, why })) })
  })
}

/** The line as it goes into the file, with what was ticked. */
function readLine(
  app: App,
  { line, purposes }: { line: number; purposes: Purpose[] },
  { consents = {}, ...input }: LineInput,
): { row: Incoming } | { errors: FieldErrors } {
  const answer = readPerson(input, gazetteerOf(app))
  if ('errors' in answer) return answer
  const { row } = answer
  const ticked = purposes.filter(({ key }) => consents[key] === 'true')
  const needed = new Set(ticked.flatMap(pointKindsOf))
  if (needed.has('email') && row.emails.length === 0) return { errors: { email: 'paper.line.email-needed' } }
  if (needed.has('phone') && row.phones.length === 0) return { errors: { phone: 'paper.line.phone-needed' } }
  return { row: { ...row, line, wishes: Object.fromEntries(ticked.map(({ key }) => [key, 'given'])) } }
}

/** A line that was taken back, to be typed anew where it was wrong. */
function valuesOf({ agreed, ...written }: Written, line: string): Record<string, string> {
  const ticked = new Set(agreed.map((one) => one.split(':')[0]!))
  const values = { line, ...written, ...Object.fromEntries(Array.from(ticked, (key) => [`consents[${key}]`, 'true'])) }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
}

/** Of a sheet whose collector is known. */
function proofOf({ number, locale, collector, collected_on }: SheetRecord, line: string): string {
  return texts.in(locale)('paper.proof', { number, line, collector: collector!, day: formatDay(locale, collected_on!) })
}
