import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const providers: Feature = {
  name: 'providers',
  owns: 'how each provider of payments is spoken to, behind one port; no table',
  texts,
}
