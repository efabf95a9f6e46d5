import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { formatDay, isLocale, type Locale } from '#platform/i18n/locales'
import { sayMoment } from '#platform/i18n/moments'
import type { Vote } from '../core/index.ts'
import { fullName, stationName, townOf } from './describing.ts'
import { printLetter } from './printing.ts'
import type { PostInList, StationRecord } from './queries/stations.ts'
import type { LetterForm } from './schema.ts'
import { texts } from './texts.ts'
import { type StationDay, ruleFor } from './voting.ts'

/** The language in which a country's town halls read. */
const SPOKEN: Record<string, Locale> = { FR: 'fr', ES: 'es', GB: 'en' }
const FIELDS = ['family_name', 'given_names', 'birth_date', 'birth_place', 'address'] as const

type About = {
  vote: Vote
  station: StationRecord
  post: PostInList
  day: StationDay | undefined
  typed: Static<typeof LetterForm>
}

/** Sends the letter of appointment, drawn from what was typed just now: it is in this answer and nowhere else. */
export async function sendLetter(app: App, reply: FastifyReply, { vote, station, post, day, typed }: About) {
  const names = day?.names
  const rule = ruleFor(vote, post.role)
  if (!names || !rule) throw new NotFound('stations.letter.no-rule')
  const spoken = SPOKEN[vote.country] ?? app.movement.current.locale
  const locale = isLocale(spoken) ? spoken : 'fr'
  const t = texts.in(locale)
  const { role } = post
  const town = station.town
  const place = stationName(t, station)
  const when = sayMoment(locale, names.by, station.time_zone)
  const blank = t('stations.letter.blank')
  const who = [typed.given_names, typed.family_name].filter(Boolean).join(' ') || fullName(post)
  const letter = {
    locale,
    movement: app.movement.current.name,
    to: t('stations.letter.to', { town }),
    title: t(`stations.letter.title-${role}`),
    about: [t('stations.letter.vote', { vote: vote.name, day: formatDay(locale, day.vote_on) }), `${place}, ${townOf(station)}`],
    said: t(`stations.letter.said-${role}`, { article: rule.article, candidate: typed.candidate ?? blank }),
    fields: FIELDS.map((name) => ({ label: t(`stations.letter.${name}`), value: typed[name] })),
    law: t(`stations.letter.law-${role}`),
    by: t('stations.letter.by', { town, when, article: names.rule.article }),
    signed: [t('stations.letter.made'), t('stations.letter.signed')],
    receipt: {
      title: t('stations.letter.slip'),
      text: t('stations.letter.slip-text', {
        town,
        who,
        role: t(`stations.role-${role}`).toLocaleLowerCase(locale),
        station: place,
      }),
      fields: [t('stations.letter.slip-when'), t('stations.letter.slip-stamp')],
    },
  }
  return reply
    .type('application/pdf')
    .header('cache-control', 'private, no-store')
    .header('content-disposition', 'attachment; filename="designation.pdf"')
    .send(await printLetter(letter))
}
