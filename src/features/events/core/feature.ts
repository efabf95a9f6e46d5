import type { Feature } from '#platform/app'
import { forgetMailboxes } from './commands/clock.ts'
import { loadDemoEvents } from './demo.ts'
import { workers } from './jobs.ts'
import { texts } from './texts.ts'

export const events: Feature = {
  name: 'events',
  owns: 'what anybody may come to: hosts, roles, sign-ups, waiting lists, silence',
  texts,
  journal: { acts: ['publish', 'take-over', 'cancel', 'waive'], kinds: ['event', 'event-policy'] },
  migrations: 'src/features/events/core/migrations',
  workers,
  loadDemo: loadDemoEvents,
  forgetMailboxes,
  personalData: [
    { table: 'event', column: 'created_by', onErasure: 'kept', onMerge: 'handed' },
    { table: 'event_organiser', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' },
    { table: 'sign_up', column: 'person_id', onErasure: 'deleted', onMerge: 'handed', better: "state = 'coming'" },
  ],
  impersonal: ['event_host', 'event_policy', 'event_question', 'event_report', 'event_role', 'event_series', 'event_silenced'],
}
