import { namesIn } from '#platform/named'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { AskBar, FoundPage, FoundSection, Jumps } from '#ui/finding'
import { type FormState, SelectField } from '#ui/form'
import { BriefCard, Items } from '#ui/items'
import { Button, ButtonLink, Buttons, Disclosure, Notice, Section, Small } from '#ui/parts'
import type { RecipeCardProps } from './describing.ts'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

/** Recipes that take as long as somebody has. */
type OfTime = { minutes: number; time: string; recipes: RecipeCardProps[] }

export type ListProps = {
  t: T
  locale: Locale
  path: string
  form: FormState
  options: Record<'time' | 'taste' | 'skill' | 'with', Option[]>
  /** The shortest first. */
  byTime: OfTime[]
  propose: string
  now: string
  all: string | undefined
}

/** All recipes, or those that fit what somebody likes and can, by the time that she has. */
export function ListPage(props: ListProps) {
  const { t, byTime, propose, all, now } = props
  return (
    <FoundPage
      title={t('recipes.title')}
      lead={t('recipes.lead')}
      bar={
        <>
          <Buttons>
            <ButtonLink href={now}>{t('recipes.now')}</ButtonLink>
            {all && (
              <ButtonLink href={all} tone="plain">
                {t('recipes.all')}
              </ButtonLink>
            )}
          </Buttons>
          {byTime.length > 1 && (
            <Jumps
              label={t('recipes.ask.time')}
              jumps={byTime.map(({ minutes, time }) => ({ href: `#in-${minutes}`, text: time }))}
            />
          )}
          <Ask {...props} />
        </>
      }
      after={
        <Section title={t('recipes.propose.title')}>
          <p>{t('recipes.propose.lead')}</p>
          <p>
            <ButtonLink href={propose} tone="plain">
              {t('recipes.propose.open')}
            </ButtonLink>
          </p>
        </Section>
      }
    >
      {byTime.length === 0 && <Notice>{t('recipes.none')}</Notice>}
      {byTime.map(({ minutes, time, recipes }) => (
        <FoundSection key={minutes} id={`in-${minutes}`} title={t('recipes.in-time', { time })}>
          <Items across={3}>
            {recipes.map(({ id, ...recipe }) => (
              <Brief key={id} {...recipe} />
            ))}
          </Items>
        </FoundSection>
      ))}
    </FoundPage>
  )
}

function Ask({ t, locale, path, form, options }: ListProps) {
  const labels = {
    time: t('recipes.ask.time'),
    taste: t('recipes.ask.taste'),
    skill: t('recipes.ask.skill'),
    with: t('recipes.ask.with'),
  }
  const names = namesIn(labels)
  return (
    <Disclosure summary={t('recipes.ask.open')} open={names.some((name) => form.values[name])}>
      <AskBar
        action={path}
        head={<ErrorSummary {...{ form, t, locale, labels }} />}
        fields={names.map((name) => (
          <SelectField key={name} name={name} label={labels[name]} {...{ form, t }} options={options[name]} />
        ))}
        buttons={<Button tone="plain">{t('recipes.ask.button')}</Button>}
      />
    </Disclosure>
  )
}

function Brief({ href, title, summary, company, done }: Omit<RecipeCardProps, 'id'>) {
  return (
    <BriefCard href={href} title={title} note={company}>
      <p>{summary}</p>
      {done && <Small>{done}</Small>}
    </BriefCard>
  )
}
