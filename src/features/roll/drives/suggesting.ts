import type { App, Suggestion, Wish } from '#platform/app'
import { groupPath } from '#groups'
import { type Ending, endingsOf, votesAhead, votesIn, wholeCountry } from '../core/index.ts'
import { closingsAt, sayDay } from './dating.ts'
import { drivesFor } from './queries.ts'
import { texts } from './texts.ts'

const DAY = 86_400_000
/** Days before the end in which nothing is more urgent. */
const LAST_WEEKS = 42

/** In the last weeks before the roll closes: her group's drive, and to look whether she is on it herself. One query for who is signed in. */
export async function suggestRegistering(app: App, wish: Wish): Promise<Suggestion[]> {
  const found = await Promise.all([ofGroups(app, wish), ofOneself(app, wish)])
  return found.flat()
}

const daysTo = (app: App, { at }: Ending) => (at.getTime() - app.now().getTime()) / DAY

async function ofOneself(app: App, { locale }: Wish): Promise<Suggestion[]> {
  const [here] = await votesIn(app, wholeCountry(app), 'kept')
  const { online } = here ? endingsOf(here) : {}
  if (!here || !online || app.now() >= online.at || daysTo(app, online) > LAST_WEEKS) return []
  const t = texts.in(locale)
  return [
    {
      key: `roll ${here.vote.id}`,
      score: 60 + (LAST_WEEKS - daysTo(app, online)) / 2,
      path: '/vote',
      words: () => ({
        title: t('drives.suggest.check'),
        summary: t('drives.suggest.check-why'),
        // The day is told where she has said her town: it is not the same everywhere.
        reasons: [t('drives.suggest.check-soon')],
        button: t('drives.suggest.check-button'),
      }),
    },
  ]
}

async function ofGroups(app: App, { person, locale }: Wish): Promise<Suggestion[]> {
  if (!person || !app.isOn('groups')) return []
  const { read } = app.database
  const elections = (await votesAhead(app, 'kept')).map(({ id }) => id)
  const own = elections.length > 0 ? await drivesFor(read, person, elections) : []
  const t = texts.in(locale)
  const told = await Promise.all(
    own.map(async (drive): Promise<Suggestion[]> => {
      const closing = (await closingsAt(app, drive.place_id)).find(({ here }) => here.vote.id === drive.election_id)
      if (!closing?.next || daysTo(app, closing.next) > LAST_WEEKS) return []
      const { day } = closing.next
      return [
        {
          key: `drive ${drive.group_id} ${drive.election_id}`,
          score: 88,
          path: `${groupPath(drive.group_id)}/roll`,
          words: () => ({
            title: t('drives.suggest.help'),
            summary: t('drives.suggest.help-why', { name: drive.name }),
            reasons: [
              t('drives.until', { day: sayDay(locale, day) }),
              t('drives.progress', { n: drive.registered, of: drive.neighbours }),
            ],
            button: t('drives.suggest.help-button'),
          }),
        },
      ]
    }),
  )
  return told.flat()
}
