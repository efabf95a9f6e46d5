import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const reading: Feature = {
  name: 'reading',
  owns: 'what the columns and cells of files of other systems say of people; no table',
  texts,
}
