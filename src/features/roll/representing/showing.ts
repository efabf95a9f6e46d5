import type { App } from '#platform/app'
import type { Link } from '#platform/http/locale'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { sayMoment } from '#platform/i18n/moments'
import { townName } from '#territories'
import type { MatchCardProps } from './match-card.tsx'
import type { OwnProps } from './own.page.tsx'
import type { PageT } from './saying.ts'
import { pageTexts } from './texts.ts'
import { aheadAt, type AskRecord, links, paths } from '../proxies/index.ts'

type Looking = { t: PageT; locale: Locale; zone: string; action: string; side: 'ask' | 'hold' }

/** The other as somebody sees her: a first name and a town; then a number. */
export function cardOf(match: NonNullable<AskRecord['match']>, { t, locale, zone, action, side }: Looking): MatchCardProps {
  const { state, yes, name, town, department_id, station, km, answer_by, phone } = match
  const answers = state === 'proposed' && !yes
  const where = townName({ name: town, department_id })
  return {
    t,
    id: match.id,
    title: t('representing.match.who', { name, town: where }),
    note: [
      ...(km > 0 ? [t('representing.match.away', { km: Math.max(1, Math.round(km)) })] : []),
      ...(side === 'hold' && station ? [t('representing.match.station', { station })] : []),
    ].join(' · '),
    says: t(`representing.match.${side}-${answers ? 'asks' : state}`, {
      name,
      until: sayMoment(locale, new Date(answer_by), zone),
    }),
    phone: phone ?? undefined,
    action: answers ? action : undefined,
  }
}

/** What the page of an ask says, and what can be done there. */
export async function ownOf(app: App, { locale, link }: { locale: Locale; link: Link }, ask: AskRecord): Promise<OwnProps> {
  const t = pageTexts.in(locale)
  const ahead = await aheadAt(app, ask.election_id, ask)
  const path = link(links.ask(app, ask.id))
  const { match, state } = ask
  const looking: Looking = { t, locale, zone: ask.time_zone, action: `${path}/answer`, side: 'ask' }
  const waits = ask.refused ? 'refused' : 'waiting'
  const how = match ? match.state : state === 'waiting' ? waits : state === 'unconfirmed' ? 'unconfirmed' : 'paused'
  return {
    t,
    notice: t(`representing.own.${how}`),
    facts: [
      ...(ahead ? [{ label: t('representing.form.vote'), value: `${ahead.name}, ${formatDay(locale, ahead.vote_on)}` }] : []),
      { label: t('representing.form.where'), value: townName({ name: ask.town, department_id: ask.department_id }) },
      ...(ask.station ? [{ label: t('representing.form.station'), value: ask.station }] : []),
      { label: t('representing.form.phone'), value: ask.phone ?? '' },
    ],
    confirm: state === 'unconfirmed' ? `${path}/confirmation` : undefined,
    match: match ? cardOf(match, looking) : undefined,
    established: match?.state === 'agreed' ? `${path}/established` : undefined,
    search: state === 'paused' ? `${path}/search` : undefined,
    withdraw: state === 'unconfirmed' ? undefined : `${path}/withdrawal`,
    how: link(paths.how),
    back: link(paths.ask),
  }
}
