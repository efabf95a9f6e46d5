import { type EventTextKey, eventTexts } from '../core/index.ts'
import { defineTexts, joinTexts, type Texts, type Translate } from '#platform/i18n/texts'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export const texts = defineTexts<typeof fr>({ fr, en, es })

type Keys = keyof typeof fr | EventTextKey

/** This room's own, and those of events. */
export const letterTexts: Texts<Keys> = joinTexts([eventTexts, texts])

/** Writes them in one language. */
export type T = Translate<Keys>
