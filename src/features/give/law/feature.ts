import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const law: Feature = {
  name: 'law',
  owns: 'the law of gifts as data, and whether one may be taken; no table',
  texts,
}
