import type { RawBuilder } from 'kysely'
import type { App } from '#platform/app'
import type { Scope } from '#platform/auth/actor'
import type { Translate } from '#platform/i18n/texts'
import type { Values } from './rules.ts'

type Option = { value: string; text: string }

/** A field of a criterion's form. `options`: what can be chosen; without it, it is typed. */
export type Field = {
  name: string
  label: string
  kind: 'text' | 'date' | 'number' | 'choice'
  options?(choices: Choices, t: Translate): Option[]
}

/** What the movement has to choose from. */
export type Choices = { tags: string[]; fields: { key: string; label: string }[]; audiences: Option[] }

/** What was typed, as it is kept; or a key of a message for each field at fault. */
export type Reading = { values: Values } | { errors: Record<string, string> }

/** One question about a person. Texts are keys of whose slot filling it stands in, or of this room. Its SQL speaks of `person`, and of nothing that is not in the file with her consent. */
export type Criterion = {
  name: string
  /** Keys of texts. */
  label: string
  fields: Field[]
  read?(app: App, values: Values, scope: Scope): Promise<Reading>
  /**
   * false: to ask this is no selection in the sense of Regulation (EU) 2024/900 art. 18 (docs/law/political-advertising.md). Unsaid counts as
   * selecting.
   */
  selects?: false
  sql(values: Values): RawBuilder<boolean>
  sentence(values: Values, t: Translate, choices: Choices): string
}
