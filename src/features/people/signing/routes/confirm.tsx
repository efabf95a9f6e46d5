import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { countryName } from '#platform/i18n/locales'
import { todayOf } from '#platform/i18n/moments'
import { hashOf } from '../../addresses/index.ts'
import { agreementsOf, CONFIRMATION_TIME, confirmSignature, findSignature } from '../../core/index.ts'
import { links } from '../links.ts'
import { ConfirmPage, OverPage, ThanksPage } from '../confirm.page.tsx'
import { TokenParams } from '../schema.ts'
import { texts } from '../texts.ts'
import { newcomerOf, panelsFor } from '../welcoming.ts'

const options = { config: { permission: 'anyone', turn: 'first' }, schema: { params: TokenParams, hide: true } } as const

/** What the link of the first mail leads to. Opening it shows a page; its button acts. */
export const confirmRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/sign/confirm/:token', options, async (request, reply) => {
    const t = texts.in(request.locale)
    const id = links.openConfirm(app, request.params.token)
    const signature = id ? await findSignature(read, id) : undefined
    if (!signature) return showOver(request, reply)
    const agreed = agreementsOf(app)(signature).map(({ wording }) => wording.text)
    const body = (
      <ConfirmPage
        t={t}
        name={signature.given_name}
        agreed={agreed}
        phone={signature.phone}
        action={request.link(request.plainPath)}
      />
    )
    return reply.page({ title: t('signing.confirm.title'), body })
  })

  server.post('/sign/confirm/:token', options, async (request, reply) => {
    const signature = links.openConfirm(app, request.params.token)
    if (!signature) return showOver(request, reply)
    const now = app.now()
    const today = todayOf(app)
    const signedAfter = new Date(now.getTime() - CONFIRMATION_TIME)
    try {
      const person = await transact((tx) =>
        confirmSignature(tx, { signature, now, today, signedAfter, agreementsOf: agreementsOf(app), hashOf: hashOf(app) }),
      )
      return reply.redirect(request.link(links.thanks(app, person)), 303)
    } catch (error) {
      if (error instanceof NotFound) return showOver(request, reply)
      throw error
    }
  })

  server.get('/sign/thanks/:token', options, async (request, reply) => {
    const t = texts.in(request.locale)
    const { token } = request.params
    const person = await newcomerOf(app, token)
    if (!person || person.area_rank === null) return showOver(request, reply)
    const { department, country, given_name: name, area_rank: rank, lng, lat } = person
    const area = department
      ? t('signing.thanks.area-fr', { department })
      : t('signing.thanks.area-abroad', { country: countryName(request.locale, country) })
    const movement = app.movement.current
    const shareUrl = app.config.publicUrl + request.link('/')
    const { locale, link } = request
    const point = lng === null || lat === null ? undefined : { lng, lat }
    const panels = await panelsFor(app, { person: person.id, point, token, locale, link })
    const body = <ThanksPage {...{ t, name, rank, area, shareUrl, movement: movement.name, home: link('/'), panels }} />
    return reply.page({ title: t('signing.thanks.title', { name }), body, islands: ['share.island.ts'] })
  })
}

/** The link was used, replaced, forged or is too old: the same page for all. */
export function showOver(request: FastifyRequest, reply: FastifyReply) {
  const t = texts.in(request.locale)
  return reply.code(404).page({ title: t('signing.confirm.over-title'), body: <OverPage t={t} sign={request.link('/sign')} /> })
}
