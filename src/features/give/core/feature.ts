import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const give: Feature = {
  name: 'give',
  owns: 'to whom one gives; no table yet',
  texts,
}
