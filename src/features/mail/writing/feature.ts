import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const writing: Feature = {
  name: 'writing',
  owns: 'a letter’s text made into split literals, once; the faults found in it; no table',
  texts,
}
