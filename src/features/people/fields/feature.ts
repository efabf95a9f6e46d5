import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const fields: Feature = {
  name: 'fields',
  owns: 'plain fields of people, each in one declaration; no table',
  texts,
}
