import type { Translate } from '#platform/i18n/texts'
import { isAnswered, type Rules } from './condition.ts'
import type { Known } from './criteria.ts'
import type { Choices } from './criterion.ts'
import { IN_AUDIENCE, isRule, type Node, type Rule } from './rules.ts'

/** What a rule is read aloud with. */
export type Spoken = { t: Translate; choices: Choices; rules: Rules; criteria: Known }

/** What a rule says, read aloud. */
export function sentenceOf(rule: Rule, spoken: Spoken): string {
  const { t } = spoken
  if (rule.of.length === 0) return t(rule.op === 'any' ? 'audiences.nobody-sentence' : 'audiences.everybody-sentence')
  const sentence = t('audiences.sentence', { what: partOf(rule, spoken) })
  return isAnswered(rule, spoken) ? sentence : `${sentence} ${t('audiences.off')}`
}

function partOf(node: Node, spoken: Spoken): string {
  const { t, choices, criteria } = spoken
  if (isRule(node)) return groupOf(node, spoken)
  if (node.is === IN_AUDIENCE) {
    const name = choices.audiences.find(({ value }) => value === node.with.audience)?.text ?? '?'
    return t('audiences.audience-sentence', { name })
  }
  return criteria.get(node.is)?.sentence(node.with, t, choices) ?? t('audiences.off-sentence', { name: node.is })
}

function groupOf({ op, of }: Rule, spoken: Spoken): string {
  const { t } = spoken
  const type = op === 'all' ? 'conjunction' : 'disjunction'
  const parts = of.map((node) =>
    isRule(node) && node.of.length > 1 && node.op !== 'none' ? `(${partOf(node, spoken)})` : partOf(node, spoken),
  )
  const list = new Intl.ListFormat(t('audiences.locale'), { type }).format(parts)
  return op === 'none' ? t('audiences.none-sentence', { what: of.length > 1 ? `(${list})` : list }) : list
}
