import { agendaDates } from '#events'
import { fill } from '#platform/slots'
import { clockIn } from '#platform/i18n/moments'
import { type Ending, endingsOf, townNamed, votesIn } from '../core/index.ts'
import { texts } from './texts.ts'

const WAYS = ['online', 'paper'] as const

/** The days on which the roll closes, in calendars and in the weekly mail; no query, since votes are in memory. */
export const closingDays = fill(agendaDates, {
  dates: async (app, { town, point, locale }) => {
    const t = texts.in(locale)
    const here = await votesIn(app, townNamed(app, town, point), 'kept')
    // A second round closes nothing more.
    const firsts = here.filter(({ vote }) => vote.first_round === null)
    return firsts.flatMap((voting) => {
      const endings = endingsOf(voting)
      const today = clockIn(voting.time_zone, app.now()).day
      const open = WAYS.flatMap((way): [typeof way, Ending][] =>
        endings[way] && endings[way].day >= today ? [[way, endings[way]]] : [],
      )
      return open.map(([way, { day }]) => ({
        key: `roll-${way}-${voting.vote.id}`,
        day,
        zone: voting.time_zone,
        title: t(`drives.date.${way}`),
        text: t('drives.date.text', { vote: voting.vote.name }),
        path: '/vote',
      }))
    })
  },
})
