import type { App } from '#platform/app'
import type { Handle } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { criteriaOf, textsOf } from './criteria.ts'
import { audiences, choicesFor } from './queries.ts'
import type { Rule } from './rules.ts'
import { type Spoken, sentenceOf } from './sentence.ts'

/** All that a rule is read aloud with, as it stands now. */
export async function spokenIn(handle: Handle, app: App, locale: Locale): Promise<Spoken> {
  return { t: textsOf(app).in(locale), criteria: criteriaOf(app), ...(await choicesFor(handle)) }
}

/** Every audience with its rule as a sentence, by name. */
export async function audiencesAloud(
  handle: Handle,
  app: App,
  locale: Locale,
): Promise<{ id: string; name: string; sentence: string }[]> {
  const [found, spoken] = [await audiences(handle), await spokenIn(handle, app, locale)]
  return found.map(({ id, name, rule }) => ({ id, name, sentence: sentenceOf(rule, spoken) }))
}

/** A rule as a sentence. */
export async function ruleAloud(handle: Handle, app: App, { rule, locale }: { rule: Rule; locale: Locale }): Promise<string> {
  return sentenceOf(rule, await spokenIn(handle, app, locale))
}
