import type { MeetingId } from '../tables.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { Conflict, NotFound } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { findGroup } from '../../core/index.ts'
import { heldWithin } from '#staff'
import { answerNeed } from '../commands/report.ts'
import { NeedsPage } from '../needs.page.tsx'
import { findMeeting, needs } from '../queries.ts'
import { momentOrNone, NeedForm, NeedParams, NeedsQuery } from '../schema.ts'
import { texts } from '../texts.ts'

const see = { permission: 'groups.see' } as const
const answers = { permission: 'groups.moderate' } as const
const formTexts = joinTexts([httpTexts, texts])
const SHOWN = 30

/** What groups of a territory need, and what staff answer. */
export const needsRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/needs', { config: see, schema: { querystring: NeedsQuery, hide: true } }, async (request, reply) =>
    showNeeds(app, reply, request.query),
  )

  server.post(
    '/staff/needs/:meeting',
    { config: answers, schema: { params: NeedParams, body: NeedForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const { meeting } = request.params
      await requireCharged(app, request, meeting)
      if (request.validationError) {
        const form = { values: formValues(request.body), errors: fieldErrors(request.validationError) }
        return showNeeds(app, reply.code(422), { refused: { meeting, form } })
      }
      const { answer } = request.body
      try {
        await app.database.transact((tx) => answerNeed(tx, { meeting, answer: answer.trim() }, app.now()))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        // Somebody was faster: her answer stands there, and what was typed is not lost.
        const form = { values: formValues(request.body), errors: {}, notice: error.key }
        return showNeeds(app, reply.code(409), { answered: 'true', refused: { meeting, form } })
      }
      return reply.back('/staff/needs', 'done')
    },
  )
}

/** A need of a group elsewhere is not there. */
async function requireCharged(app: App, { actor }: FastifyRequest, id: string): Promise<void> {
  const { read } = app.database
  const meeting = await findMeeting(read, id)
  const group = meeting?.need ? await findGroup(read, meeting.group_id) : undefined
  const territory = group && { area_id: null, place_id: group.place_id }
  const held = territory ? await heldWithin(read, actor.grants, { permissions: ['groups.moderate'], at: territory }) : []
  if (held.length === 0) throw new NotFound('meetings.needs.gone')
}

async function showNeeds(
  app: App,
  reply: FastifyReply,
  { answered, before, refused }: Static<typeof NeedsQuery> & { refused?: { meeting: MeetingId; form: FormState } },
) {
  const { locale, link, actor } = reply.request
  const t = formTexts.in(locale)
  const found = await needs(app.database.read, {
    scope: actor.scope('groups.see'),
    answered: answered === 'true',
    before: momentOrNone(before),
    limit: SHOWN,
  })
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
  const path = link('/staff/needs')
  const last = found.at(-1)
  const more = new URLSearchParams({ ...(answered ? { answered } : {}), before: last?.asked_at.toISOString() ?? '' })
  const page = {
    t,
    locale,
    other: answered
      ? { href: path, text: t('meetings.needs.waiting') }
      : { href: `${path}?answered=true`, text: t('meetings.needs.answered') },
    rows: found.map(({ meeting_id, group_id, group, town, words, asked_at, answer }) => ({
      key: meeting_id,
      group: { name: group, href: link(`/staff/groups/${group_id}`) },
      note: [town, day.format(asked_at)].join(' · '),
      words,
      answer,
      action: !answer && actor.grants.has('groups.moderate') ? `${path}/${meeting_id}` : undefined,
      form: refused?.meeting === meeting_id ? refused.form : { values: {}, errors: {} },
    })),
    next: found.length === SHOWN ? `${path}?${more}` : undefined,
  }
  return reply.page({ title: t('meetings.needs.title'), body: <NeedsPage {...page} /> })
}
