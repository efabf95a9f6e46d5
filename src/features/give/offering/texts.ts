import { defineTexts, joinTexts } from '#platform/i18n/texts'
import { giftTexts } from '../giving/index.ts'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export const texts = defineTexts<typeof fr>({ fr, en, es })

/** With those of gifts, which its other pages and letters share. */
export const pageTexts = joinTexts([giftTexts, texts])
export type PageT = ReturnType<typeof pageTexts.in>
