import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Article, ButtonLink } from '#ui/parts'
import { checkoutOf } from '../payments/index.ts'
import { pageTexts } from './texts.ts'

/**
 * Leads on to where a gift is paid. To another site not by a redirect: browsers follow none from a form to where the page's policy lets no form go (CSP 3 §6.4.2,
 * `form-action`), so a page of ours goes on by itself, and has a link for who is faster.
 */
export async function leadToPay(app: App, reply: FastifyReply, payment: string) {
  const url = await checkoutOf(app, payment)
  const { publicUrl } = app.config
  if (url.startsWith(`${publicUrl}/`)) return reply.redirect(publicUrl + reply.request.link(url.slice(publicUrl.length)), 303)
  const t = pageTexts.in(reply.request.locale)
  const body = (
    <Article title={t('giving.leading')} lead={t('giving.leading-lead', { host: new URL(url).host })}>
      <ButtonLink href={url}>{t('giving.leading-button')}</ButtonLink>
    </Article>
  )
  return reply.header('refresh', `0; url=${url}`).page({ title: t('giving.leading'), body })
}
