import { namesIn } from '#platform/named'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { AskForm, FieldRow, type FormState, SelectField } from '#ui/form'
import { ItemCard, Items } from '#ui/items'
import { Article, Button, ButtonLink, Notice, Section, Small } from '#ui/parts'
import { Badges } from '#ui/table'
import type { RecipeCardProps } from './describing.ts'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type ListProps = {
  t: T
  locale: Locale
  path: string
  form: FormState
  options: Record<'time' | 'taste' | 'skill' | 'with', Option[]>
  recipes: RecipeCardProps[]
  propose: string
  now: string
  all: string | undefined
}

/** All recipes, or those that fit what somebody has time and taste for. */
export function ListPage({ t, locale, path, form, options, recipes, propose, all, now }: ListProps) {
  const labels = {
    time: t('recipes.ask.time'),
    taste: t('recipes.ask.taste'),
    skill: t('recipes.ask.skill'),
    with: t('recipes.ask.with'),
  }
  return (
    <Article title={t('recipes.title')} lead={t('recipes.lead')}>
      <p>
        <ButtonLink href={now}>{t('recipes.now')}</ButtonLink>
      </p>
      <AskForm action={path}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FieldRow>
          {namesIn(labels).map((name) => (
            <SelectField key={name} name={name} label={labels[name]} {...{ form, t }} options={options[name]} />
          ))}
        </FieldRow>
        <Button tone="plain">{t('recipes.ask.button')}</Button>
      </AskForm>
      <Small>{t('recipes.count', { n: recipes.length })}</Small>
      {recipes.length === 0 && <Notice>{t('recipes.none')}</Notice>}
      <RecipeCards recipes={recipes} />
      {all && (
        <p>
          <ButtonLink href={all} tone="plain">
            {t('recipes.all')}
          </ButtonLink>
        </p>
      )}
      <Section title={t('recipes.propose.title')}>
        <p>{t('recipes.propose.lead')}</p>
        <p>
          <ButtonLink href={propose} tone="plain">
            {t('recipes.propose.open')}
          </ButtonLink>
        </p>
      </Section>
    </Article>
  )
}

/** Recipes to choose from. */
function RecipeCards({ recipes }: { recipes: RecipeCardProps[] }) {
  return (
    <Items>
      {recipes.map(({ id, href, title, summary, facts, badges, done }) => (
        <ItemCard key={id} href={href} title={title} underTitle>
          <p>{summary}</p>
          <Small>{[facts, done].filter(Boolean).join(' · ')}</Small>
          <Badges texts={badges} />
        </ItemCard>
      ))}
    </Items>
  )
}
