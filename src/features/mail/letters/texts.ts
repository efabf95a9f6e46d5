import { httpTexts } from '#platform/http/texts'
import { defineTexts, joinTexts } from '#platform/i18n/texts'
import { staffTexts } from '#staff'
import { sendingTexts } from '../sending/index.ts'
import { writingTexts } from '../writing/index.ts'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export const texts = defineTexts<typeof fr>({ fr, en, es })

/** With those of forms, of faults and of mailings. */
export const pageTexts = joinTexts([httpTexts, staffTexts, writingTexts, sendingTexts, texts])

/** Writes the texts of these pages in one language. */
export type PageT = ReturnType<typeof pageTexts.in>
