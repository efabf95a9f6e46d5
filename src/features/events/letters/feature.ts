import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { texts } from './texts.ts'

export const letters: Feature = {
  name: 'letters',
  owns: 'mails to those who come, who hold an event, or who are in charge',
  texts,
  workers,
}
