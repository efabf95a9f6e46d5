import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { countryName } from '#platform/i18n/locales'
import { describe, groupTexts, nearestGroups } from '#groups'
import { firstActPath, welcomePath } from '../paths.ts'
import {
  agreedPurposes,
  CONFIRMATION_TIME,
  confirmSignature,
  findSignature,
  findSupporter,
  hashOf,
  links,
  wordingOf,
} from '#people'
import { ConfirmPage, OverPage, ThanksPage } from '../confirm.page.tsx'
import { TokenParams } from '../schema.ts'
import { texts } from '../texts.ts'

const GROUPS_OFFERED = 3
const options = { config: { permission: 'anyone' }, schema: { params: TokenParams, hide: true } } as const

/** What the link of the first mail leads to. Opening it shows a page; its button acts. */
export const confirmRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/sign/confirm/:token', options, async (request, reply) => {
    const t = texts.in(request.locale)
    const id = links.openConfirm(app, request.params.token)
    const signature = id ? await findSignature(read, id) : undefined
    if (!signature) return showOver(request, reply)
    const agreed = agreedPurposes(signature).map((purpose) => wordingOf(app)(purpose, signature).text)
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
    const signedAfter = new Date(now.getTime() - CONFIRMATION_TIME)
    try {
      const person = await transact((tx) =>
        confirmSignature(tx, { signature, now, signedAfter, wordingOf: wordingOf(app), hashOf: hashOf(app) }),
      )
      return reply.redirect(request.link(links.thanks(app, person)), 303)
    } catch (error) {
      if (error instanceof NotFound) return showOver(request, reply)
      throw error
    }
  })

  server.get('/sign/thanks/:token', options, async (request, reply) => {
    const t = texts.in(request.locale)
    const id = links.openThanks(app, request.params.token)
    const person = id ? await findSupporter(read, id) : undefined
    if (!person || person.area_rank === null) return showOver(request, reply)
    const { department, country, given_name: name, area_rank: rank } = person
    const area = department
      ? t('signing.thanks.area-fr', { department })
      : t('signing.thanks.area-abroad', { country: countryName(request.locale, country) })
    const movement = app.movement.current
    const shareUrl = app.config.publicUrl + request.link('/')
    const groups = await groupsNear(app, request, person)
    const find = request.link('/groups')
    const now = request.link('/act/now')
    const one = await firstActFor(app, request, person)
    const body = (
      <ThanksPage
        {...{ t, name, rank, area, shareUrl, movement: movement.name, home: request.link('/'), one, now, groups, find }}
      />
    )
    return reply.page({ title: t('signing.thanks.title', { name }), body, islands: ['share.island.ts'] })
  })
}

/** One thing that she could do this week in an hour, near where she lives: whoever has just signed is told so at once. */
async function firstActFor(
  app: App,
  { locale, link, params }: FastifyRequest,
  { lng, lat }: { lng: number | null; lat: number | null },
) {
  const point = lng === null || lat === null ? undefined : { lng, lat }
  const wish = { minutes: 60, point, home: false, taste: undefined, person: undefined, locale }
  const [one] = await app.suggestionsFor(wish)
  const { token } = params as { token: string }
  return one && { ...one, href: link(firstActPath(one.path, token)) }
}

/** The nearest groups that have room for somebody who has just signed. */
async function groupsNear(
  app: App,
  { locale, link, params }: FastifyRequest,
  { lng, lat }: { lng: number | null; lat: number | null },
) {
  if (lng === null || lat === null) return []
  const { token } = params as { token: string }
  const t = groupTexts.in(locale)
  const near = await nearestGroups(app.database.read, { lng, lat }, { room: true, limit: GROUPS_OFFERED })
  return near.map((group) => describe(app, group, { t, locale, at: link(welcomePath(group.id, token)) }))
}

/** The link was used, replaced, forged or is too old: the same page for all. */
export function showOver(request: FastifyRequest, reply: FastifyReply) {
  const t = texts.in(request.locale)
  return reply.code(404).page({ title: t('signing.confirm.over-title'), body: <OverPage t={t} sign={request.link('/sign')} /> })
}
