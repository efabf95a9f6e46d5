import { httpTexts } from '#platform/http/texts'
import { defineTexts, joinTexts } from '#platform/i18n/texts'
import { territoryTexts } from '#territories'
import { groupTexts } from '../core/index.ts'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export const texts = defineTexts<typeof fr>({ fr, en, es })

/** What its pages say: also words of groups, and what may be wrong with a form. */
export const pageTexts = joinTexts([httpTexts, territoryTexts, groupTexts, texts])

/** Writes what a page says in one language. */
export type T = ReturnType<typeof pageTexts.in>
