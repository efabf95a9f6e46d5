import type { ComponentChildren } from 'preact'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { FieldRow, Form, FormNotice, type FormState, TextArea, TextField } from '#ui/form'
import { Article, Button, ButtonLink, Buttons, Card, List, Notice, Section, Small, Steps, TextLink } from '#ui/parts'
import { Facts } from '#ui/table'
import { Message, Messages } from '#ui/talk'
import type { Words } from './tables.ts'
import type { T } from './texts.ts'

export type RecipeProps = {
  t: T
  locale: Locale
  words: Words
  why: string[]
  facts: { label: string; value: string }[]
  done: string
  /** It is told in another language, or in older words than its source. */
  notice: string | undefined
  sheet: string
  /** Where several do it together: events of the kind, and a new one. */
  together: { events: string; create: string } | undefined
  deed: { action: string; form: FormState; counts: { name: string; label: string }[] } | undefined
  comments: { id: string; author: string; when: string; words: string[] }[]
  comment: { action: string; form: FormState } | undefined
  signIn: string | undefined
  all: string
}

/** Where one says that one did it. */
export const DEED = 'done'

/** How to do an action: from why to what one says at a door. */
export function RecipePage(props: RecipeProps) {
  const { t, words, why, facts, done, notice, sheet, together, all } = props
  return (
    <Article title={words.title} lead={words.summary}>
      {notice && <Notice>{notice}</Notice>}
      <Facts facts={facts} />
      {done && <Small>{done}</Small>}
      <Buttons>
        <ButtonLink href={`#${DEED}`} tone="plain">
          {t('recipes.deed.done')}
        </ButtonLink>
        <ButtonLink href={sheet} tone="plain">
          {t('recipes.print')}
        </ButtonLink>
      </Buttons>
      <Section title={t('recipes.why')}>
        {why.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </Section>
      <Section title={t('recipes.steps')}>
        <Steps>
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </Steps>
      </Section>
      <Lines title={t('recipes.material')} lines={words.material} />
      {words.script.length > 0 && (
        <Card title={t('recipes.script')}>
          {words.script.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Card>
      )}
      <Lines title={t('recipes.rules')} lines={words.rules} />
      {together && (
        <Section title={t('recipes.together')}>
          <p>{t('recipes.together-lead')}</p>
          <p>
            <ButtonLink href={together.events}>{t('recipes.together-events')}</ButtonLink>
          </p>
          <p>
            <TextLink href={together.create}>{t('recipes.together-create')}</TextLink>
          </p>
        </Section>
      )}
      <Doing {...props} />
      <Comments {...props} />
      <p>
        <TextLink href={all}>{t('recipes.all')}</TextLink>
      </p>
    </Article>
  )
}

function Lines({ title, lines }: { title: string; lines: string[] }): ComponentChildren {
  if (lines.length === 0) return null
  return (
    <Section title={title}>
      <List>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </List>
    </Section>
  )
}

function Doing({ t, locale, words, deed, signIn }: RecipeProps) {
  return (
    <Section id={DEED} title={t('recipes.deed.title')}>
      {words.report && <p>{words.report}</p>}
      {signIn && (
        <p>
          <TextLink href={signIn}>{t('recipes.deed.sign-in')}</TextLink>
        </p>
      )}
      {deed && (
        <Form action={deed.action}>
          <ErrorSummary
            {...{ form: deed.form, t, locale }}
            labels={Object.fromEntries(deed.counts.map(({ name, label }) => [name, label]))}
          />
          <FormNotice form={deed.form} t={t} />
          <FieldRow>
            {deed.counts.map(({ name, label }) => (
              <TextField key={name} name={name} label={label} {...{ form: deed.form, t }} inputmode="numeric" maxLength={5} />
            ))}
          </FieldRow>
          <Button>{t('recipes.deed.button')}</Button>
        </Form>
      )}
    </Section>
  )
}

function Comments({ t, locale, comments, comment }: RecipeProps) {
  if (comments.length === 0 && !comment) return null
  return (
    <Section title={t('recipes.comments')}>
      {comments.length > 0 && (
        <Messages>
          {comments.map(({ id, author, when, words }) => (
            <Message key={id} author={author} when={when}>
              {words.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </Message>
          ))}
        </Messages>
      )}
      {comment && (
        <Form action={comment.action}>
          <ErrorSummary {...{ form: comment.form, t, locale, labels: { words: t('recipes.comment.words') } }} />
          <FormNotice form={comment.form} t={t} />
          <TextArea
            name="words"
            label={t('recipes.comment.words')}
            hint={t('recipes.comment.hint')}
            {...{ form: comment.form, t }}
            maxLength={1000}
          />
          <Button tone="plain">{t('recipes.comment.button')}</Button>
        </Form>
      )}
    </Section>
  )
}
