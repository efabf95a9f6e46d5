import type { App } from '#platform/app'
import { formatDay, type Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf, plainLetter } from '#ui/mail'
import type { Vote } from '../core/index.ts'
import { namesText, stationName, townOf } from './describing.ts'
import { stationPath } from './paths.ts'
import type { StationRecord } from './queries/stations.ts'
import type { Role } from './rules/posts.ts'
import { texts } from './texts.ts'
import type { StationDay } from './voting.ts'

type Reader = { email: string; given_name: string; locale: Locale }
type Kind = 'asked' | 'ended' | 'moved'
type About = { kind: Kind; id: string; vote: Vote; station: StationRecord; role: Role; day: StationDay | undefined }

/** What becomes of somebody at a station, to herself. */
export function postLetter(app: App, to: Reader, { kind, id, vote, station, role, day }: About): Mail {
  const { locale } = to
  const t = texts.in(locale)
  const writer = writerIn(app, locale)
  const values = {
    name: to.given_name,
    vote: vote.name,
    role: t(`stations.role-${role}`),
    station: stationName(t, station),
    town: townOf(station),
    day: day ? formatDay(locale, day.vote_on) : '',
    names: namesText({ t, locale, zone: station.time_zone }, day, app.now()),
    movement: writer.movement,
  }
  const why = t('stations.mail.why', values)
  return mailOf(plainLetter(writer, { locale, t, key: `stations.mail.${kind}` as const, values, path: '/me/station', why }), {
    to: to.email,
    id,
  })
}

type Missing = { station: StationRecord; vote: Vote; id: string }

/** Somebody is missing at a station: to one of those in charge. */
export function missingLetter(app: App, to: string, { station, vote, id }: Missing): Mail {
  const { locale } = app.movement.current
  const t = texts.in(locale)
  const writer = writerIn(app, locale)
  const values = { vote: vote.name, station: stationName(t, station), town: townOf(station), movement: writer.movement }
  const path = stationPath(vote.id, station.id)
  return mailOf(
    plainLetter(writer, { locale, t, key: 'stations.mail.missing', values, path, why: t('stations.mail.missing.why', values) }),
    { to, id },
  )
}
