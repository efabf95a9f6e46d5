import type { Locale } from '#platform/i18n/locales'
import { Article, Lead, Section, Small, Stats, TextLink } from '#ui/parts'
import { Chart } from '#ui/picture'
import { FamilyTree, type Relative } from '#ui/family-tree'
import type { T } from './texts.ts'

export type LineageProps = {
  t: T
  name: string
  words: string
  tree: Relative
  label: string
  back: string
  movement: string
}

/** The family of a group: who came of whom, and how many they are today. */
export function LineagePage({ t, name, words, tree, label, back, movement }: LineageProps) {
  return (
    <Article title={t('splitting.lineage.title', { name })} lead={words}>
      <FamilyTree root={tree} label={label} />
      <Small>{t('splitting.lineage.note')}</Small>
      <p>
        <TextLink href={back}>{t('splitting.lineage.back')}</TextLink>
      </p>
      <p>
        <TextLink href={movement}>{t('splitting.lineage.all')}</TextLink>
      </p>
    </Article>
  )
}

export type GenerationsProps = {
  t: T
  locale: Locale
  stats: { label: string; value: string }[]
  chart: { svg: string; summary: string; rows: string[][] } | undefined
  find: string
}

/** The groups of the movement by generation. */
export function GenerationsPage({ t, locale, stats, chart, find }: GenerationsProps) {
  return (
    <Article title={t('splitting.generations.title')} lead={t('splitting.generations.lead')}>
      <Stats stats={stats} />
      {chart ? (
        <Section title={t('splitting.generations.chart')}>
          <Chart {...chart} locale={locale} head={[t('splitting.generations.generation'), t('splitting.generations.groups')]} />
        </Section>
      ) : (
        <Lead>{t('splitting.generations.none')}</Lead>
      )}
      <p>
        <TextLink href={find}>{t('splitting.generations.find')}</TextLink>
      </p>
    </Article>
  )
}
