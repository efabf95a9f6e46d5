import type { Locale } from '#platform/i18n/locales'
import type { Translate } from '#platform/i18n/texts'
import { findCriterion } from './criteria.ts'
import type { Choices } from './criterion.ts'
import { IN_AUDIENCE, isRule, type Node, type Rule } from './rules.ts'

/** What a rule says, read aloud. */
export function sentenceOf(rule: Rule, t: Translate, choices: Choices): string {
  if (rule.of.length === 0) return t(rule.op === 'any' ? 'audiences.nobody-sentence' : 'audiences.everybody-sentence')
  return t('audiences.sentence', { what: partOf(rule, t, choices) })
}

function partOf(node: Node, t: Translate, choices: Choices): string {
  if (isRule(node)) return groupOf(node, t, choices)
  if (node.is === IN_AUDIENCE) {
    const name = choices.audiences.find(({ value }) => value === node.with.audience)?.text ?? '?'
    return t('audiences.audience-sentence', { name })
  }
  return findCriterion(node.is)?.sentence(node.with, t, choices) ?? node.is
}

function groupOf({ op, of }: Rule, t: Translate, choices: Choices): string {
  const type = op === 'all' ? 'conjunction' : 'disjunction'
  const parts = of.map((node) =>
    isRule(node) && node.of.length > 1 && node.op !== 'none' ? `(${partOf(node, t, choices)})` : partOf(node, t, choices),
  )
  const list = new Intl.ListFormat(t('audiences.locale') as Locale, { type }).format(parts)
  return op === 'none' ? t('audiences.none-sentence', { what: of.length > 1 ? `(${list})` : list }) : list
}
