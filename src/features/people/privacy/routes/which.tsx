import type { App } from '#platform/app'
import { NONE_OF_THEM } from '#platform/auth/session'
import { Invalid } from '#platform/errors'
import { nextPath } from '#platform/http/gate'
import type { Routes } from '#platform/http/server'
import { holdersOf } from '../../core/index.ts'
import { WhichForm, WhichQuery } from '../schema.ts'
import { texts } from '../texts.ts'
import { WhichPage } from '../which.page.tsx'

const config = { permission: 'signed-in', undecided: true } as const
const PATH = '/which-of-you'

/** Whoever signs in shows that she reads a mailbox. Where several hold it, she says here who she is; what she says counts for this session. */
export const whichRoutes: Routes = (app: App) => async (server) => {
  server.get(PATH, { config, schema: { querystring: WhichQuery, hide: true } }, async (request, reply) => {
    const next = nextPath(request.query.next)
    const { actor, locale, link } = request
    const holders = await holdersOf(app.database.read, actor.email)
    if (holders.length < 2 && actor.person) return reply.redirect(next, 303)
    const t = texts.in(locale)
    const people = holders.map(({ id, ...name }) => ({ id, name: nameOf(name) || t('privacy.which.nameless') }))
    const body = <WhichPage {...{ t, people, next }} email={actor.email} action={link(PATH)} />
    return reply.page({ title: t('privacy.which.title'), body })
  })

  server.post(PATH, { config, schema: { body: WhichForm, hide: true } }, async (request, reply) => {
    const { person, next } = request.body
    const holders = await holdersOf(app.database.read, request.actor.email)
    if (person !== 'none' && !holders.some(({ id }) => id === person)) throw new Invalid({ person: 'form.wrong' })
    await app.auth.speakFor(request.headers, person === 'none' ? NONE_OF_THEM : person)
    return reply.redirect(nextPath(next), 303)
  })
}

const nameOf = ({ given_name, family_name }: { given_name: string; family_name: string | null }) =>
  [given_name, family_name].filter(Boolean).join(' ')
