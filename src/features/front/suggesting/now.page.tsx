import type { Locale } from '#platform/i18n/locales'
import { AskForm, type FormState, Hidden, TextField } from '#ui/form'
import {
  Act,
  Article,
  Button,
  ButtonLink,
  Card,
  Choices,
  Inline,
  IslandButton,
  List,
  Notice,
  Section,
  Small,
  TextLink,
} from '#ui/parts'
import type { T } from './texts.ts'

type Choice = { text: string; href: string }
export type SuggestionProps = { title: string; summary: string; reasons: string[]; button: string; href: string }

export type NowProps = {
  t: T
  locale: Locale
  path: string
  form: FormState
  /** What was said so far, each with the way back to say otherwise. */
  said: Choice[]
  step: 'time' | 'place' | 'taste' | 'one'
  choices: Choice[]
  /** What goes along while a place is typed. */
  hidden: Record<string, string>
  one: SuggestionProps | undefined
  again: boolean
  another: string | undefined
  aside: { action: string; key: string; next: string } | undefined
  /** She put things aside, and may see them again. */
  back: string | undefined
  /** With more time, and whatever it is: where nothing fits. */
  longer: string
  whatever: string
  all: string
}

/** "What can I do now?": three taps, then one thing to do, with its reasons. */
export function NowPage(props: NowProps) {
  const { t, said, step, choices, all } = props
  return (
    <Article title={t('suggesting.title')} lead={t('suggesting.lead')}>
      {said.length > 0 && (
        <Inline>
          {said.map(({ text, href }) => (
            <TextLink key={href} href={href}>
              {text}
            </TextLink>
          ))}
        </Inline>
      )}
      {step === 'one' ? (
        <One {...props} />
      ) : (
        <Choices title={t(`suggesting.ask-${step}`)}>
          {step === 'place' && <Place {...props} />}
          {choices.map(({ text, href }) => (
            <ButtonLink key={href} href={href} tone="plain">
              {text}
            </ButtonLink>
          ))}
        </Choices>
      )}
      <p>
        <TextLink href={all}>{t('suggesting.all')}</TextLink>
      </p>
    </Article>
  )
}

function Place({ t, path, form, hidden }: NowProps) {
  return (
    <AskForm action={path} data={{ 'data-here': '' }}>
      {Object.entries(hidden).map(([name, value]) => (
        <Hidden key={name} name={name} value={value} />
      ))}
      <TextField name="where" label={t('suggesting.where')} hint={t('suggesting.where-hint')} {...{ form, t }} maxLength={200} />
      <Hidden name="lat" value="" />
      <Hidden name="lng" value="" />
      <Button>{t('suggesting.where-button')}</Button>
      <IslandButton tone="plain" data={{ 'data-here-button': '', 'data-denied': t('suggesting.position-denied') }}>
        {t('suggesting.here')}
      </IslandButton>
    </AskForm>
  )
}

function One({ t, one, again, another, aside, back, longer, whatever }: NowProps) {
  if (!one)
    return (
      <>
        <Notice>{t('suggesting.none')}</Notice>
        <div class="flex flex-wrap gap-3">
          <ButtonLink href={longer}>{t('suggesting.longer')}</ButtonLink>
          <ButtonLink href={whatever} tone="plain">
            {t('suggesting.any-taste')}
          </ButtonLink>
        </div>
      </>
    )
  return (
    <>
      {again && <Small>{t('suggesting.again')}</Small>}
      <SuggestionCard {...one} />
      <div class="flex flex-wrap gap-3">
        {another && (
          <ButtonLink href={another} tone="plain">
            {t('suggesting.another')}
          </ButtonLink>
        )}
        {aside && (
          <Act tone="quiet" action={aside.action} fields={{ key: aside.key, next: aside.next }}>
            {t('suggesting.not-for-me')}
          </Act>
        )}
      </div>
      {back && (
        <Act small tone="quiet" action={back}>
          {t('suggesting.take-back')}
        </Act>
      )}
    </>
  )
}

/** One thing to do, why it was chosen, and the way to it. */
export function SuggestionCard({ title, summary, reasons, button, href }: SuggestionProps) {
  return (
    <Card title={title}>
      <p>{summary}</p>
      <List>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </List>
      <p>
        <ButtonLink href={href}>{button}</ButtonLink>
      </p>
    </Card>
  )
}

/** The same for somebody who has just signed. */
export function FirstPanel({ t, one, now }: { t: T; one: SuggestionProps; now: string }) {
  return (
    <Section title={t('suggesting.thanks.act')}>
      <SuggestionCard {...one} />
      <p>
        <TextLink href={now}>{t('suggesting.thanks.act-other')}</TextLink>
      </p>
    </Section>
  )
}
