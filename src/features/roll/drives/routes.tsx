import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { Conflict, Invalid } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatNumber, type Locale } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { groupForMember, groupForOrganiser, type GroupId, groupPath } from '#groups'
import { withinTerritory } from '#territories'
import { votesAhead } from '../core/index.ts'
import { addCounts, beginDrive, takeBack } from './commands.ts'
import { type Closing, closingsAt, sayDay } from './dating.ts'
import { DrivesPage, SumsPage } from './drive.page.tsx'
import { type Drive, drivesOf, drivesWithin } from './queries.ts'
import { BackForm, BeginForm, CountForm, DriveQuery, GroupParams } from './schema.ts'
import { printSheet } from './sheet.ts'
import { type T, texts } from './texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])
const params = { params: GroupParams, hide: true } as const

const drivePath = (group: GroupId) => `/groups/${group}/roll`

type Standing = Awaited<ReturnType<typeof groupForMember>>
/** `added`: what was counted just now, and before which vote. */
type Shown = Standing & { form?: FormState; added?: { press?: string; vote?: string } }

/** A group helps its neighbours on to the roll: members count, organisers begin. Of whom was helped nothing is kept. */
export const driveRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/groups/:group/roll', { config, schema: { ...params, querystring: DriveQuery } }, async (request, reply) =>
    show(app, reply, { ...(await groupForMember(app, request)), added: request.query }),
  )

  server.post(
    '/groups/:group/roll',
    { config, schema: { ...params, body: BeginForm }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupForOrganiser(app, request)
      const { group } = standing
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { ...standing, form }),
        work: async () => {
          const { vote: election, neighbours } = request.body
          if (!(await isAhead(app, standing, election))) throw new Invalid({ neighbours: 'drives.over' })
          await transact((tx) => beginDrive(tx, { group: group.id, election, neighbours: Number(neighbours) }, app.now()))
          return reply.back(drivePath(group.id), 'begun')
        },
      })
    },
  )

  server.post(
    '/groups/:group/roll/counts',
    { config, schema: { ...params, body: CountForm }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupForMember(app, request)
      const { group } = standing
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { ...standing, form }),
        work: async () => {
          const { vote, press, checked = '0', registered = '0' } = request.body
          const counted = { checked: Number(checked), registered: Number(registered) }
          if (counted.checked + counted.registered === 0) throw new Invalid({ checked: 'drives.nothing' })
          const drive = await driveFor(app, standing, vote)
          const { day } = clockIn(group.time_zone, app.now())
          await transact((tx) => addCounts(tx, { drive: drive.id, press, day, ...counted }, app.now()))
          return reply.back(`${drivePath(group.id)}?press=${press}&vote=${vote}`, 'added')
        },
      })
    },
  )

  server.post('/groups/:group/roll/back', { config, schema: { ...params, body: BackForm } }, async (request, reply) => {
    const standing = await groupForMember(app, request)
    const { group } = standing
    const { vote, press } = request.body
    const drive = await driveFor(app, standing, vote)
    await transact((tx) => takeBack(tx, { drive: drive.id, press }))
    return reply.back(drivePath(group.id), 'undone')
  })
}

/** What one takes from door to door. */
export const sheetRoutes: Routes = (app: App) => async (server) => {
  server.get('/groups/:group/roll/sheet.pdf', { config, schema: params }, async (request, reply) => {
    const { group } = await groupForMember(app, request)
    const { locale, link } = request
    const closings = await closingsAt(app, group.place_id)
    const t = texts.in(locale)
    const sheet = await printSheet(t, {
      locale,
      group: group.name,
      url: app.config.publicUrl + link('/vote'),
      until: untilText(t, locale, closings[0]),
    })
    return reply.type('application/pdf').header('content-disposition', 'inline; filename="porte-a-porte.pdf"').send(sheet)
  })
}

/** The sums, for those in charge of a territory. */
export const sumRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/roll', { config: { permission: 'drives.see' }, schema: { hide: true } }, async (request, reply) => {
    const { locale, link, actor } = request
    const t = formTexts.in(locale)
    const within = withinTerritory(actor.grants.get('drives.see')!, 'g')
    const told = await Promise.all(
      (await votesAhead(app)).map(async ({ id, name }) => ({ name, ...(await drivesWithin(app.database.read, id, within)) })),
    )
    const n = (value: number) => formatNumber(locale, value)
    const votes = told
      .filter(({ drives }) => drives.length > 0)
      .map(({ name, drives, sums }) => ({
        name,
        stats: statsOf(t, locale, sums),
        rows: drives.map((one) => ({
          key: one.group_id,
          href: link(groupPath(one.group_id)),
          cells: [one.name, one.town, n(one.checked), n(one.registered), n(one.neighbours)],
        })),
      }))
    return reply.page({ title: t('drives.sums'), body: <SumsPage {...{ t, votes }} /> })
  })
}

type Sums = { checked: number; registered: number; drives?: number }

function statsOf(t: T, locale: Locale, { checked, registered, drives }: Sums) {
  const n = (value: number) => formatNumber(locale, value)
  return [
    ...(drives === undefined ? [] : [{ label: t('drives.drives'), value: n(drives) }]),
    { label: t('drives.checked'), value: n(checked) },
    { label: t('drives.registered'), value: n(registered) },
  ]
}

async function isAhead(app: App, { group }: Standing, election: string): Promise<boolean> {
  return (await closingsAt(app, group.place_id)).some(({ here }) => here.vote.id === election)
}

/** The drive of a group before a vote that is ahead in its town: what is over is counted no more. */
async function driveFor(app: App, standing: Standing, election: string): Promise<Drive> {
  const group = standing.group.id
  if (!(await isAhead(app, standing, election))) throw new Conflict('drives.over')
  const [drive] = await drivesOf(app.database.read, group, [election])
  if (!drive) throw new Conflict('drives.gone')
  return drive
}

/** What ends next, and that it is the last chance. */
function untilText(t: T, locale: Locale, closing: Closing | undefined): string | undefined {
  if (!closing) return undefined
  return closing.next ? t('drives.until', { day: sayDay(locale, closing.next.day) }) : t('drives.late')
}

async function show(app: App, reply: FastifyReply, { group, role, added = {}, form = { values: {}, errors: {} } }: Shown) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const { press, vote } = added
  const closings = await closingsAt(app, group.place_id)
  const drives = await drivesOf(
    app.database.read,
    group.id,
    closings.map(({ here }) => here.vote.id),
  )
  const closingOf = (election: string) => closings.find(({ here }) => here.vote.id === election)!
  const without = closings.filter(({ here }) => !drives.some(({ election_id }) => election_id === here.vote.id))
  const page = {
    t,
    locale,
    name: group.name,
    path: link(drivePath(group.id)),
    form,
    drives: drives.map((drive) => ({
      vote: drive.election_id,
      name: closingOf(drive.election_id).here.vote.name,
      until: untilText(t, locale, closingOf(drive.election_id)),
      progress: {
        value: drive.registered,
        most: drive.neighbours,
        label: t('drives.progress', { n: drive.registered, of: drive.neighbours }),
      },
      stats: statsOf(t, locale, drive),
      press: newId(),
    })),
    begin:
      role === 'organiser'
        ? without.map((one) => ({ vote: one.here.vote.id, name: one.here.vote.name, until: untilText(t, locale, one) }))
        : undefined,
    back: press && drives.some(({ election_id }) => election_id === vote) ? { vote: vote!, press } : undefined,
    sheet: link(`${drivePath(group.id)}/sheet.pdf`),
    check: link('/vote'),
    group: link(groupPath(group.id)),
  }
  return reply.page({ title: t('drives.title', { name: group.name }), body: <DrivesPage {...page} /> })
}
