import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const banking: Feature = {
  name: 'banking',
  owns: 'what banks and their papers say: statements, references, QR codes of transfers; no table',
  texts,
}
