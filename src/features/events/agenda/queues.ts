import type { PersonId } from '#people'
import { defineQueue } from '#platform/jobs/queue'

/** Where it is Thursday morning: who is written to this week. */
export const weeklyClock = defineQueue<object>('agenda.weekly')
/** One mail of one week to one person. */
export const weeklyLetter = defineQueue<{ person: PersonId; week: string }>('agenda.weekly-mail')
/** She left other news: this one too. */
export const leaving = defineQueue<{ person: PersonId; purposes: string[] }>('agenda.leaving')
