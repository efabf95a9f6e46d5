import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { entryText, frameOf } from '#platform/calendar/calendars'
import { Invalid, NotFound } from '#platform/errors'
import { submitted, takeOneClick } from '#platform/http/forms'
import { HOUR, limiter, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { addDays, momentIn, todayOf } from '#platform/i18n/moments'
import { normaliseEmail } from '#platform/text/email'
import type { FormState } from '#ui/form'
import { mailboxHashOf } from '#people'
import { type Vote, votesAhead } from '../../core/index.ts'
import { askReminder, confirmReminder, forgetReminder, remindAgain, remindNever } from '../commands.ts'
import { ReminderPage } from '../hub.page.tsx'
import { firstDayOf } from '../jobs.ts'
import { reminderLinks } from '../links.ts'
import { sayDay } from '../outcome.ts'
import { findReminder } from '../queries.ts'
import { CalendarForm, ReminderForm, TokenParams } from '../schema.ts'
import type { T } from '../texts.ts'
import { RemindAgainPage } from '../wizard.page.tsx'
import { silent, wizardTexts } from './wizard.tsx'

const ASKED_AN_HOUR = 20
const asking = { permission: 'anyone', forNobody: true, evenly: {} } as const
const anyone = { permission: 'anyone', forNobody: true } as const

/** A date by mail, to an address that asks for it itself; or as an entry for a calendar, which needs none. */
export const reminderRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const limit = limiter(server, [{ max: ASKED_AN_HOUR, window: HOUR, key: networkOf }])

  server.post(
    '/vote/reminder',
    { config: asking, onRequest: limit, schema: { body: ReminderForm, hide: true }, attachValidation: true },
    async (request, reply) =>
      submitted(request, {
        again: (code, form) => showAgain(app, silent(reply).code(code), form),
        work: async () => {
          const { vote, before } = request.body
          await dueDay(app, { vote, before: Number(before) })
          const email = normaliseEmail(request.body.email)
          const asked = {
            email,
            mailboxHash: mailboxHashOf(app)(email),
            locale: request.locale,
            election: vote,
            daysBefore: Number(before),
          }
          await transact((tx) => askReminder(tx, asked, app.now()))
          return showSaid(silent(reply), 'sent')
        },
      }),
  )

  server.post(
    '/vote/calendar',
    { config: anyone, onRequest: limit, schema: { body: CalendarForm, hide: true } },
    async (request, reply) => {
      const { vote: id, before } = request.body
      const { vote, day } = await dueDay(app, { vote: id, before: Number(before) })
      return silent(reply)
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'attachment; filename="date.ics"')
        .send(entryOf(app, wizardTexts.in(request.locale), { vote, day, url: app.config.publicUrl + request.link('/vote') }))
    },
  )
}

/** What a mail leads to: the mailbox answers. */
export const mailboxRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const schema = { params: TokenParams, hide: true } as const
  // Opening it changes nothing: it may be a scanner of mails.
  server.get('/vote/reminder/:token', { config: { permission: 'anyone' }, schema }, async (request, reply) => {
    const { id, day } = await opened(request.params.token)
    const t = wizardTexts.in(request.locale)
    const path = request.link(reminderLinks.path(app, id))
    const page = {
      t,
      title: t('registering.remind.confirm.title'),
      text: t('registering.remind.confirm', { day: sayDay(request.locale, day) }),
      confirm: path,
      forget: `${path}/removal`,
      back: request.link('/vote'),
    }
    return silent(reply).page({ title: page.title, body: <ReminderPage {...page} /> })
  })

  server.post('/vote/reminder/:token', { config: anyone, schema }, async (request, reply) => {
    const { id } = await opened(request.params.token)
    await transact((tx) => confirmReminder(tx, id, app.now()))
    return showSaid(silent(reply), 'confirmed')
  })

  server.post('/vote/reminder/:token/removal', { config: anyone, schema }, async (request, reply) => {
    const id = reminderLinks.open(app, request.params.token)
    if (id) await transact((tx) => forgetReminder(tx, id))
    return showSaid(silent(reply), 'forgotten')
  })

  takeOneClick(server)
  // As above: what a scanner opens ends nothing. A mail program posts, without a page in between.
  server.get('/vote/no-reminder/:token', { config: { permission: 'anyone' }, schema }, async (request, reply) => {
    mailboxOf(request.params.token)
    const { locale, plainPath, link } = request
    const t = wizardTexts.in(locale)
    const title = t('registering.never.title')
    const page = { t, title, text: t('registering.never'), never: link(plainPath), back: link('/vote') }
    return silent(reply).page({ title, body: <ReminderPage {...page} /> })
  })

  server.post('/vote/no-reminder/:token', { config: anyone, schema }, async (request, reply) => {
    const mailbox = mailboxOf(request.params.token)
    await transact((tx) => remindNever(tx, mailbox, app.now()))
    const again = `${request.link(request.plainPath)}/removal`
    return showSaid(silent(reply), 'never', again)
  })

  server.post('/vote/no-reminder/:token/removal', { config: anyone, schema }, async (request, reply) => {
    const mailbox = mailboxOf(request.params.token)
    await transact((tx) => remindAgain(tx, mailbox))
    return showSaid(silent(reply), 'again')
  })

  function mailboxOf(token: string): Buffer {
    const mailbox = reminderLinks.openNever(app, token)
    if (!mailbox) throw new NotFound('registering.remind.gone')
    return mailbox
  }

  /** The reminder of a link, and when it will leave. Throws when it has left, or its vote is gone. */
  async function opened(token: string) {
    const id = reminderLinks.open(app, token)
    const reminder = id && (await findReminder(read, id))
    const vote = reminder && (await votesAhead(app)).find((one) => one.id === reminder.election_id)
    if (!reminder || !vote) throw new NotFound('registering.remind.gone')
    return { id: reminder.id, day: addDays(firstDayOf(vote), -reminder.days_before) }
  }
}

/** The day that somebody means: so many before a vote that is ahead. Throws Invalid when it is over. */
async function dueDay(app: App, { vote: id, before }: { vote: string; before: number }): Promise<{ vote: Vote; day: string }> {
  const vote = (await votesAhead(app)).find((one) => one.id === id)
  const day = vote && addDays(firstDayOf(vote), -before)
  if (!vote || !day || before > 120 || day < todayOf(app)) throw new Invalid({ before: 'registering.remind.late' })
  return { vote, day }
}

type Entry = { vote: Vote; day: string; url: string }

/** An entry of a calendar: the morning of that day, and no word of why. */
function entryOf(app: App, t: T, { vote, day, url }: Entry): string {
  const zone = app.movement.current.timeZone
  const starts = momentIn(zone, day, '09:00')!
  const span = { starts, ends: momentIn(zone, day, '09:30')!, zone }
  const entry = {
    ...span,
    uid: `vote-${vote.id}-${day}`,
    version: 0,
    changed: app.now(),
    title: t('registering.calendar.title'),
    where: '',
    url,
    cancelled: false,
    own: true,
  }
  const [head, foot] = frameOf([span], { zone })
  return head + entryText(entry) + foot
}

const SAID = {
  sent: 'registering.remind.sent',
  forgotten: 'registering.remind.forgotten',
  never: 'registering.remind.never',
  again: 'registering.remind.again',
} as const

/** `again`: where she takes back that she wants none. */
function showSaid(reply: FastifyReply, said: keyof typeof SAID | 'confirmed', again?: string) {
  const { locale, link } = reply.request
  const t = wizardTexts.in(locale)
  const title = t(`registering.remind.${said}.title`)
  const text = said === 'confirmed' ? '' : t(SAID[said])
  return reply.page({ title, body: <ReminderPage {...{ t, title, text, again, back: link('/vote') }} /> })
}

async function showAgain(app: App, reply: FastifyReply, form: FormState) {
  const { locale, link } = reply.request
  const t = wizardTexts.in(locale)
  const { vote: id = '', before = '0' } = form.values
  const vote = (await votesAhead(app)).find((one) => one.id === id)
  const day = vote && addDays(firstDayOf(vote), -Number(before))
  const options = vote && day ? [{ value: before, text: sayDay(locale, day) }] : []
  const page = { t, locale, action: link('/vote/reminder'), vote: id, options, form, back: link('/vote') }
  return reply.page({ title: t('registering.remind.title'), body: <RemindAgainPage {...page} /> })
}
