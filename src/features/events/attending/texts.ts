import { type EventTextKey, eventTexts } from '../core/index.ts'
import { httpTexts } from '#platform/http/texts'
import { defineTexts, joinTexts, type Texts, type Translate } from '#platform/i18n/texts'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export const texts = defineTexts<typeof fr>({ fr, en, es })

type Keys = keyof typeof fr | EventTextKey

/** This room's own, those of events, and what refuses. */
export const pageTexts: Texts<Keys> = joinTexts([httpTexts, eventTexts, texts])

/** Writes them in one language. */
export type T = Translate<Keys>
