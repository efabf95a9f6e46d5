import { defineTexts, type Translate } from '#platform/i18n/texts'
import en from './messages/en.json' with { type: 'json' }
import es from './messages/es.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export const texts = defineTexts<typeof fr>({ fr, en, es })

type Key = keyof typeof fr
/** Writes this slice's texts in one language. */
export type T = Translate<Key>

type Kind = 'q' | 'a' | 'o' | 'do' | 'bring' | 'link' | 'hint'

/** The text of something that the tree names; a test holds that it has one. */
export const named = (t: T, kind: Kind, name: string): string => t(`registering.${kind}.${name}` as Key)

/** Questions that need a word more. */
export const isHinted = (question: string): boolean => Object.hasOwn(fr, `registering.hint.${question}`)
