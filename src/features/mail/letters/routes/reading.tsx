import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { findMailing, type MailingId } from '../../sending/index.ts'
import { preview } from '../../writing/index.ts'
import { valuesFor } from '../composing.ts'
import { editionOf } from '../queries/editions.ts'
import { TokenParams } from '../schema.ts'
import { sendLetter } from '../showing.ts'

/** A letter in a browser, as it leaves, with nobody's name in it: for who has its address. */
export const readingRoutes: Routes = (app: App) => async (server) => {
  const schema = { params: TokenParams, hide: true }
  server.get('/letters/:token', { config: { permission: 'anyone' }, schema }, async (request, reply) => {
    const id = app.seals.open('letters.read', request.params.token, app.now()) as MailingId | undefined
    const { read } = app.database
    const [mailing, edition] = id ? await Promise.all([findMailing(read, id), editionOf(read, id)]) : []
    if (!mailing || !edition) throw new NotFound('error.not-found')
    const program = edition.programs[request.locale] ?? edition.programs[edition.main]!
    const of = { locale: program.locale, mailing: mailing.id, sent: mailing.begun_at ?? app.now() }
    return sendLetter(reply, preview(program, valuesFor(app, of)).html)
  })
}
