import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const law: Feature = {
  name: 'reach',
  owns: 'what is lawful when: kinds of content, hours, holidays, silences, mentions, pressure, as data by country; no table',
  texts,
}
