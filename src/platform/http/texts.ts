import { defineTexts } from '../i18n/texts.ts'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

/** Texts of errors and of what a form refuses. */
export const httpTexts = defineTexts<typeof fr>({ fr, en, es })
