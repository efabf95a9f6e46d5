import type { App } from '#platform/app'
import { defineWorker, type Worker } from '#platform/jobs/jobs'
import { addDays, clockIn, momentIn } from '#platform/i18n/moments'
import { deliver } from '#platform/mail/writing'
import { askGate } from '#contact'
import { putOff } from '#platform/jobs/putting-off'
import { isVoteNear } from '#staff'
import { consentsWithdrawn, findSupporter, NEWS } from '#people'
import { endWeekly, forgetWeekly, mailWeek } from './commands/subscribe.ts'
import { weeklyLetterOf } from './mails.tsx'
import { datesAround } from './dates.ts'
import { nearestEvents } from './queries/find.ts'
import { WEEKLY } from './purposes.ts'
import { weeklyOf, weeklyZones } from './queries/weekly.ts'
import { leaving, weeklyClock, weeklyLetter } from './queues.ts'
import { chosenFor, isWeeklyHour, weekOf } from './rules.ts'
import { endWording } from './wording.ts'

/** People that one transaction looks after. */
const CHUNK = 500
/** Events of one mail, and those that are looked at for them. */
const MOST = 8
const LOOKED_AT = 60
/** Whole days that the mail tells of, the one on which it leaves included. */
const DAYS = 9
/** Weeks before a day that matters in which each mail tells of it. */
const WEEKS_AHEAD = 3

/** Near a vote it tells of dates alone, which help to vote. */
const weeklyContact = (quiet: boolean, now: Date) => ({
  purpose: WEEKLY,
  channel: 'email' as const,
  kind: quiet ? ('vote-help' as const) : ('propaganda' as const),
  carries: ['speaker', 'reason', 'leave'] as const,
  now,
})

export const workers: Worker<App>[] = [
  defineWorker({
    queue: weeklyClock,
    schedule: '4 * * * *',
    work: async (app: App) => {
      const now = app.now()
      const zones = await weeklyZones(app.database.read)
      for (const zone of zones.filter((one) => isWeeklyHour(clockIn(one, now)))) {
        const week = weekOf(clockIn(zone, now).day)
        while (await app.database.transact((tx) => mailWeek(tx, { week, zone }, CHUNK)));
      }
    },
  }),
  defineWorker({
    queue: weeklyLetter,
    work: async (app: App, { person, week }) => {
      const { read } = app.database
      const now = app.now()
      // Consent is looked at again when the mail leaves; a week that is over needs none.
      const [wish, to, quiet] = await Promise.all([weeklyOf(read, person), findSupporter(read, person), isVoteNear(read, now)])
      if (!wish || !to) return
      const { day } = clockIn(wish.time_zone, now)
      if (weekOf(day) !== week) return
      const may = (await askGate(app, { people: [person] }, weeklyContact(quiet, now))).get(person)!
      if (may.answer === 'not-before') return putOff(app, { queue: weeklyLetter, until: may.at }, { person, week })
      if (may.answer === 'no') return
      // Near a vote, nothing of a campaign is announced: the mail is of days, and cannot know what moment it is read.
      const wanted = { types: wish.types, quiet, from: now, to: momentIn(wish.time_zone, addDays(day, DAYS), '00:00') }
      const near = await nearestEvents(read, wish, { wanted, limit: LOOKED_AT })
      const events = chosenFor(
        near.filter(({ distance_km }) => distance_km <= wish.km),
        { types: wish.types, most: MOST },
      )
      const { locale, town, lng, lat } = wish
      const ahead = await datesAround(app, { town, point: { lng, lat }, locale })
      const dates = ahead.filter((date) => date.day >= day && date.day <= addDays(day, WEEKS_AHEAD * 7))
      // Nothing near: no mail to say so, but for a day that is over before the next.
      const urgent = dates.some((date) => date.day <= addDays(day, DAYS))
      if (events.length > 0 || urgent) await deliver(app, weeklyLetterOf(app, to, { locale, week, town, events, dates }))
    },
  }),
  defineWorker({
    queue: leaving,
    on: consentsWithdrawn,
    always: true,
    work: async (app: App, { person, purposes }) => {
      // The ledger has it already where she took back this very mail.
      if (purposes.includes(WEEKLY.key)) {
        await app.database.transact((tx) => forgetWeekly(tx, person))
        return
      }
      if (!purposes.includes(NEWS.key)) return
      const { locale } = app.movement.current
      const ending = { person, wording: endWording(locale), locale, method: 'mail' as const }
      await app.database.transact((tx) => endWeekly(tx, ending, app.now()))
    },
  }),
]
