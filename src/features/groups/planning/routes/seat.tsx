import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import { formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatNumber } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { distanceKm } from '#platform/geo/points'
import type { FormState } from '#ui/form'
import { agreedBy, groupTexts, membersPath, SharingBoxes } from '../../core/index.ts'
import { acceptSeat, declineSeat } from '../commands/answer.ts'
import { seatLinks } from '../links.ts'
import { findSeat, type SeatRecord } from '../queries.ts'
import { AnswerForm, SeatParams } from '../schema.ts'
import { SeatDonePage, SeatPage } from '../seat.page.tsx'
import { type T, texts } from '../texts.ts'

const config = { permission: 'anyone' } as const
const formTexts = joinTexts([httpTexts, texts])

/** What somebody answers to her invitation. The link is hers; it opens nothing but this. */
export const seatRoutes: Routes = (app: App) => async (server) => {
  const schema = { params: SeatParams, hide: true }

  server.get('/planned/:token', { config, schema }, async (request, reply) =>
    showSeat(app, reply, { seat: await seatOf(app, request) }),
  )

  server.post('/planned/:token', { config, schema: { ...schema, body: AnswerForm } }, async (request, reply) => {
    const { id } = await seatOf(app, request)
    const { answer, organises, again, sharing } = request.body
    const agreed = again === 'true' ? undefined : agreedBy(request.locale, sharing)
    try {
      await app.database.transact<unknown>((tx) =>
        answer === 'yes'
          ? acceptSeat(tx, { seat: id, organises: organises === 'true', agreed }, app.now())
          : declineSeat(tx, id, app.now()),
      )
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      const form = { values: formValues(request.body), errors: {}, notice: error.key }
      return showSeat(app, reply.code(409), { seat: await seatOf(app, request), form })
    }
    return reply.redirect(request.link(request.plainPath), 303)
  })
}

async function seatOf(app: App, { params }: Asked<{ token: string }>): Promise<SeatRecord> {
  const id = seatLinks.open(app, params.token)
  const seat = id && (await findSeat(app.database.read, id))
  if (!seat) throw new NotFound('planning.seat.over')
  return seat
}

async function showSeat(
  app: App,
  reply: FastifyReply,
  { seat, form = { values: {}, errors: {} } }: { seat: SeatRecord; form?: FormState },
) {
  const { locale, link, plainPath } = reply.request
  const t = formTexts.in(locale)
  if (seat.state !== 'invited') return showDone(reply, { seat, t, action: link(plainPath), link })
  const town = seat.town ?? ''
  const km = kmHome(seat)
  const title = t('planning.seat.title', { town })
  const says = [
    t('planning.seat.lead', { movement: app.movement.current.name, asked: seat.asked ?? 0 }),
    ...(km === undefined
      ? []
      : [km === 0 ? t('planning.seat.here') : t('planning.seat.far', { town, km: formatNumber(locale, km) })]),
    t('planning.seat.so-far', { yes: seat.yes ?? 0 }),
  ]
  const page = {
    t,
    title,
    says,
    action: link(plainPath),
    form,
    mayOrganise: Boolean(seat.family_name),
    sharing: <SharingBoxes t={groupTexts.in(locale)} locale={locale} form={form} />,
    find: link('/groups'),
  }
  return reply.page({ title, body: <SeatPage {...page} /> })
}

type Done = { seat: SeatRecord; t: T; action: string; link: (path: string) => string }

function showDone(reply: FastifyReply, { seat, t, action, link }: Done) {
  const kind = seat.state === 'accepted' || seat.state === 'placed' || seat.state === 'declined' ? seat.state : 'over'
  const joined = kind === 'placed' && seat.group_id
  const page = {
    t,
    title: t(`planning.seat.${kind}-title`, { town: seat.town ?? '' }),
    lead: t(`planning.seat.${kind}-lead`, { town: seat.town ?? '', yes: seat.yes ?? 0 }),
    next: joined
      ? { href: link(membersPath(seat.group_id!)), text: t('planning.seat.open') }
      : { href: link('/groups'), text: t('planning.seat.find') },
    decline: kind === 'accepted' ? action : undefined,
    organise: kind === 'accepted' && !seat.organises && seat.family_name ? action : undefined,
    rather: kind === 'declined' ? action : undefined,
  }
  return reply.page({ title: page.title, body: <SeatDonePage {...page} /> })
}

/** Whole kilometres from her own town to that of the group. */
function kmHome({ lng, lat, home_lng, home_lat }: SeatRecord): number | undefined {
  if (lng === null || lat === null || home_lng === null || home_lat === null) return undefined
  return Math.round(distanceKm({ lng, lat }, { lng: home_lng, lat: home_lat }))
}
