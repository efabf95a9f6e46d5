import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const bringing: Feature = {
  name: 'bringing',
  owns: 'rows from outside: read, matched with who is in the file, brought in; no table',
  texts,
}
