import type { Handle } from '#platform/db/handle'
import { httpTexts } from '#platform/http/texts'
import type { Locale } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { directoryTexts } from '../directory/index.ts'
import { audiences, choicesFor } from './queries.ts'
import type { Rule } from './rules.ts'
import { sentenceOf } from './sentence.ts'
import { texts } from './texts.ts'

const allTexts = joinTexts([httpTexts, texts, directoryTexts])

/** Every audience with its rule as a sentence, by name. */
export async function audiencesAloud(handle: Handle, locale: Locale): Promise<{ id: string; name: string; sentence: string }[]> {
  const t = allTexts.in(locale)
  const [found, choices] = [await audiences(handle), await choicesFor(handle)]
  return found.map(({ id, name, rule }) => ({ id, name, sentence: sentenceOf(rule, t, choices) }))
}

/** A rule as a sentence. */
export async function ruleAloud(handle: Handle, rule: Rule, locale: Locale): Promise<string> {
  return sentenceOf(rule, allTexts.in(locale), await choicesFor(handle))
}
