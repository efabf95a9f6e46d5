import { defineTexts, joinTexts } from '#platform/i18n/texts'
import { giftTexts } from '../giving/index.ts'
import { spendingTexts } from '../spending/index.ts'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export const texts = defineTexts<typeof fr>({ fr, en, es })

/** With those of gifts and of spending: states and means are called the same here. */
export const pageTexts = joinTexts([giftTexts, spendingTexts, texts])

/** Writes the texts of these pages in one language. */
export type PageT = ReturnType<typeof pageTexts.in>
