import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const roll: Feature = {
  name: 'roll',
  owns: 'the law of registering and voting as data, and the votes ahead of a town; no table',
  texts,
}
