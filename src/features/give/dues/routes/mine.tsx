import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { formatDay } from '#platform/i18n/locales'
import { mailboxHashOf } from '#people'
import { findRecipient } from '../../core/index.ts'
import { sayAmount } from '../../law/index.ts'
import { dayThere } from '../describing.ts'
import { links } from '../links.ts'
import { paths } from '../paths.ts'
import { duesOf } from '../queries/dues.ts'
import { membersOfMailbox } from '../queries/members.ts'
import { findScale } from '../queries/scales.ts'
import { standingOf } from '../rules.ts'
import { sayStanding } from '../saying.ts'
import { MinePage } from '../term.page.tsx'
import { pageTexts } from '../texts.ts'

/** What somebody is a member of, for who has proved the mailbox. */
export const mineRoutes: Routes = (app: App) => async (server) => {
  server.get(paths.mine, { config: { permission: 'signed-in' }, schema: { hide: true } }, async (request, reply) => {
    const { locale, link, actor } = request
    const t = pageTexts.in(locale)
    const { read } = app.database
    const mine = await membersOfMailbox(read, mailboxHashOf(app)(actor.email))
    const terms = await duesOf(
      read,
      mine.map(({ id }) => id),
    )
    // Of one mailbox few: a query each.
    const members = await Promise.all(
      mine.map(async ({ id, recipient_id, recipient: name, until }) => {
        const [recipient, scale] = [(await findRecipient(read, recipient_id))!, await findScale(read, recipient_id)]
        const standing = standingOf(until, dayThere(app, recipient), scale?.grace_days ?? 0)
        return {
          id,
          name,
          standing: sayStanding({ t, locale }, { standing, until }),
          renew: link(links.renewal(app, id)),
          terms: terms
            .filter(({ member_id }) => member_id === id)
            .map((due) => ({
              id: due.id,
              href: link(links.due(app, due.id)),
              amount: sayAmount(locale, due.amount, due.currency),
              what: due.until_on
                ? t('dues.state-until', { state: t(`dues.state-${due.state}`), until: formatDay(locale, due.until_on) })
                : t(`dues.state-${due.state}`),
            })),
        }
      }),
    )
    return reply.page({ title: t('dues.mine'), body: <MinePage {...{ t, members, join: link('/dues') }} /> })
  })
}
