import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const gate: Feature = {
  name: 'gate',
  owns: 'whether somebody may be reached for a purpose, by a channel, now, and why not; no table',
  texts,
}
