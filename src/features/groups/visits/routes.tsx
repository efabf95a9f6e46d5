import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { contactOf } from '#platform/mail/writing'
import { Conflict } from '#platform/errors'
import { type FieldErrors, fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat, formatDay } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { type PersonId, bringingTexts, hashOf, readPerson } from '#people'
import { gazetteerOf } from '#territories'
import {
  type GroupId,
  agreedBy,
  groupForOrganiser,
  GroupParams,
  membersPath,
  type MemberStanding,
  nameFor,
  nextMeeting,
  sharingWords,
} from '../core/index.ts'
import { enterOnPaper, noteVisit } from './commands.ts'
import { visitsPath } from './paths.ts'
import { type Unreached, unreached } from './queries.ts'
import { isDue, whyNotSigned } from './rules.ts'
import { PaperMemberForm, VisitForm, VisitParams } from './schema.ts'
import { printSheet } from './sheet.ts'
import { texts } from './texts.ts'
import { VisitsPage } from './visits.page.tsx'
const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, bringingTexts, texts])

/** Members without e-mail, for the organisers of their group. */
export const visitRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/groups/:group/visits', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) =>
    showVisits(app, reply, await groupForOrganiser(app, request)),
  )

  server.get(
    '/groups/:group/visits/sheet.pdf',
    { config, schema: { params: GroupParams, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      return reply
        .type('application/pdf')
        .header('cache-control', 'private, no-store')
        .send(await printSheet(sheetOf(app, request, group.name)))
    },
  )

  server.post(
    '/groups/:group/visits/members',
    { config, schema: { params: GroupParams, body: PaperMemberForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupForOrganiser(app, request)
      const again = (code: number, errors: FieldErrors, notice?: string) => {
        const form = { values: formValues(request.body), errors, ...(notice ? { notice } : {}) }
        return showVisits(app, reply.code(code), { ...standing, form })
      }
      if (request.validationError) return again(422, saidOfBox(fieldErrors(request.validationError)))
      const entry = entryOf(app, standing, request.body)
      if ('errors' in entry) return again(422, entry.errors)
      try {
        await transact((tx) => enterOnPaper(tx, entry, app.now()))
      } catch (error) {
        if (error instanceof Conflict) return again(409, {}, error.key)
        throw error
      }
      return reply.back(visitsPath(standing.group.id), 'added')
    },
  )

  server.post(
    '/groups/:group/visits/:person',
    { config, schema: { params: VisitParams, body: VisitForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupForOrganiser(app, request)
      const { person } = request.params
      if (request.validationError) {
        const form = { values: formValues(request.body), errors: fieldErrors(request.validationError) }
        return showVisits(app, reply.code(422), { ...standing, refused: { person, form } })
      }
      const { how, words } = request.body
      const visiting = { group: standing.group.id, person, by: standing.person, how, words: words?.trim() || null }
      await transact((tx) => noteVisit(tx, visiting, app.now()))
      return reply.back(visitsPath(standing.group.id), 'saved')
    },
  )
}

/** A box that is not ticked is said in words of its own. */
function saidOfBox(errors: FieldErrors): FieldErrors {
  return errors.agreed ? { ...errors, agreed: 'visits.add.not-agreed' } : errors
}

/** What was typed, as an entry; or what is wrong with it. */
function entryOf(
  app: App,
  { group, person }: MemberStanding,
  { signed_on, kept_by, agreed: _agreed, shows_name, shows_contact, ...typed }: Static<typeof PaperMemberForm>,
) {
  const wrong = whyNotSigned(signed_on, clockIn(group.time_zone, app.now()).day)
  if (wrong) return { errors: { signed_on: wrong } }
  const own = typed.postal_code || typed.town ? {} : { town: group.town }
  // In the language of the sheet, which may not be that of who types: the ledger keeps the words that she signed.
  const locale = typed.locale
  const read = readPerson({ ...typed, ...own, country: group.country }, gazetteerOf(app))
  if ('errors' in read) return read
  const t = texts.in(locale)
  const proof = t('visits.proof', { group: group.name, day: formatDay(locale, signed_on), keeper: kept_by })
  const said = agreedBy(locale, { organisers_see: 'true', shows_name, shows_contact }, 'paper')
  const reached = { id: 'visits.organisers_see.1', text: t('visits.sheet.organisers_see') }
  const agreed = { ...said, wordings: { ...said.wordings, organisers_see: reached } }
  return { group: group.id, by: person, row: read.row, agreed, signed_on, kept_by, proof, hashOf: hashOf(app) }
}

/** The sheet in the reader's language: the words on it are those that the ledger keeps. */
function sheetOf(app: App, { locale }: FastifyRequest, group: GroupId) {
  const t = texts.in(locale)
  const { name: movement } = app.movement.current
  const lines = [
    'given_name',
    'family_name',
    'phone',
    'street',
    'postal_code',
    'town',
    'signed_on',
    'signature',
    'kept_by',
  ] as const
  return {
    locale,
    movement,
    title: t('visits.sheet.title', { group }),
    lead: t('visits.sheet.lead', { movement }),
    lines: lines.map((line) => t(`visits.add.${line}`)),
    agrees: t('visits.sheet.agrees', { group }),
    boxes: [
      t('visits.sheet.organisers_see'),
      ...(['shows_name', 'shows_contact'] as const).map((what) => sharingWords(what, locale)),
    ],
    rights: t('visits.sheet.rights', { movement, contact: contactOf(app) }),
  }
}

type Shown = MemberStanding & { form?: FormState; refused?: { person: PersonId; form: FormState } }

async function showVisits(app: App, reply: FastifyReply, { group, person, role, form, refused }: Shown) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const people = await unreached(app.database.read, group.id, app.now())
  const path = link(visitsPath(group.id))
  const day = dateFormat(locale, { dateStyle: 'long', timeZone: group.time_zone })
  const page = {
    t,
    locale,
    name: group.name,
    next: nextMeeting(locale, group, app.now()),
    people: people.map((one) => ({
      id: one.person_id,
      name: nameFor({ person, role }, one),
      due: isDue(one, app.now()),
      phones: one.phones,
      where: whereOf(one),
      heard: one.heard ? t(`visits.heard-${one.how!}`, { day: day.format(one.heard) }) : t('visits.heard-never'),
      words: one.words ?? undefined,
      action: `${path}/${one.person_id}`,
    })),
    refused,
    adding: { action: `${path}/members`, form: form ?? { values: { locale }, errors: {} }, sheet: `${path}/sheet.pdf` },
    back: link(membersPath(group.id)),
  }
  return reply.page({ title: t('visits.title', { name: group.name }), body: <VisitsPage {...page} /> })
}

function whereOf({ street, postal_code, town }: Unreached): string | undefined {
  if (!street) return undefined
  return [street, [postal_code, town].filter(Boolean).join(' ')].filter(Boolean).join(', ')
}
