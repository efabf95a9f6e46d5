import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import { Conflict, NotFound } from '#platform/errors'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import type { Locale } from '#platform/i18n/locales'
import { deliver, writerIn } from '#platform/mail/writing'
import { mailOf, plainLetter } from '#ui/mail'
import { record } from '../core/index.ts'
import { noteMailArrived } from './commands.ts'
import { MailArrivedPage } from './movement.page.tsx'
import { TokenParams } from './schema.ts'
import { texts } from './texts.ts'

const config = { permission: 'movement.edit', everywhere: true } as const
const PURPOSE = 'movement.mail-trial'

/** The way by which mails leave, as it is set now; undefined: they stay on this disk. No one reads the password of it from this. */
export const mailSetting = ({ config: { mailUrl }, seals }: App): string | undefined =>
  mailUrl && seals.hash(PURPOSE, mailUrl).toString('hex').slice(0, 32)

/** Whether mails leave: one to oneself, whose link says that it arrived. */
export const mailTrialRoutes: Routes = (app: App) => async (server) => {
  server.post('/staff/movement/mail-trial', { config, schema: { hide: true } }, async (request, reply) => {
    const { actor, locale } = request
    const setting = mailSetting(app)
    if (!setting) throw new Conflict('movement.mail.nowhere')
    try {
      await deliver(app, letterTo(app, { actor, locale, setting }))
    } catch (error) {
      app.log.warn({ err: error }, 'trial mail failed')
      throw new Conflict('movement.mail.failed', { words: error instanceof Error ? error.message : String(error) })
    }
    return reply.back('/staff', 'asked')
  })

  const params = { config, schema: { params: TokenParams, hide: true } } as const
  server.get('/staff/movement/mail-trial/:token', params, async (request, reply) => {
    requireArrived(app, request.params.token)
    const t = texts.in(request.locale)
    return reply.page({
      title: t('movement.mail.arrived'),
      body: <MailArrivedPage t={t} action={request.link(request.plainPath)} />,
    })
  })

  server.post('/staff/movement/mail-trial/:token', params, async (request, reply) => {
    const setting = requireArrived(app, request.params.token)
    await app.database.transact(async (tx) => {
      await noteMailArrived(tx, setting)
      await record(tx, handOf(app, request), { action: 'change', object: 'movement', fields: ['mail_proved'], count: 0 })
    })
    return reply.back('/staff', 'done')
  })
}

/** The setting by which the mail of this link went out, while it is still the one. */
function requireArrived(app: App, token: string): string {
  const setting = app.seals.open(PURPOSE, token, app.now())
  if (!setting || setting !== mailSetting(app)) throw new NotFound('error.not-found')
  return setting
}

function letterTo(app: App, { actor, locale, setting }: { actor: Actor; locale: Locale; setting: string }) {
  const t = texts.in(locale)
  const { name: movement } = app.movement.current
  const path = `/staff/movement/mail-trial/${app.seals.sign(PURPOSE, setting)}`
  const why = t('movement.mail.why', { movement })
  const letter = plainLetter(writerIn(app, locale), { locale, t, key: 'movement.mail', values: { movement }, path, why })
  return mailOf(letter, { to: actor.email, id: `mail-trial-${app.now().getTime().toString(36)}` })
}
