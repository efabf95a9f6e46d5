import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const gate: Feature = {
  name: 'contact',
  owns: 'the one question before every contact, and what a no binds; no table',
  texts,
}
