import { httpTexts } from '#platform/http/texts'
import { defineTexts, joinTexts } from '#platform/i18n/texts'
import { bankTexts } from '../banking/index.ts'
import { giftTexts } from '../giving/index.ts'
import { reconcilingTexts } from '../reconciling/index.ts'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export const texts = defineTexts<typeof fr>({ fr, en, es })

/** With those of banks and of gifts. */
export const pageTexts = joinTexts([httpTexts, bankTexts, giftTexts, reconcilingTexts, texts])

/** Writes the texts of these pages in one language. */
export type PageT = ReturnType<typeof pageTexts.in>
