import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const blocks: Feature = {
  name: 'blocks',
  owns: 'what a text is made of, as a page and as a letter; no table',
  texts,
}
