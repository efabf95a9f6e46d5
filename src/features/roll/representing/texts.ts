import { httpTexts } from '#platform/http/texts'
import { defineTexts, joinTexts } from '#platform/i18n/texts'
import { territoryTexts } from '#territories'
import { rollTexts } from '../core/index.ts'
import { proxyTexts } from '../proxies/index.ts'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export const texts = defineTexts<typeof fr>({ fr, en, es })

/** With those of places, of the law, of what the commands refuse, and of what a form does. */
export const pageTexts = joinTexts([httpTexts, territoryTexts, rollTexts, proxyTexts, texts])
