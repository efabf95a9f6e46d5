import type { ComponentChildren } from 'preact'
import { Checkbox, Form, FormNotice, type FormState, Hidden } from '#ui/form'
import { Act, Article, Button, ButtonLink, Disclosure, Notice, Small, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

export type SeatProps = {
  t: T
  title: string
  says: string[]
  action: string
  form: FormState
  /** Organising asks for a whole name. */
  mayOrganise: boolean
  /** What she lets her group see of her. */
  sharing: ComponentChildren
  find: string
}

/** "Would you be in a group near you?" The page that a mail opens; nothing happens before a button. */
export function SeatPage({ t, title, says, action, form, mayOrganise, sharing, find }: SeatProps) {
  return (
    <Article title={title}>
      {says.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <Form action={action}>
        <FormNotice form={form} t={t} />
        <Hidden name="answer" value="yes" />
        {mayOrganise ? (
          <Checkbox name="organises" label={t('planning.seat.organises')} {...{ form, t }} />
        ) : (
          <Small>{t('planning.seat.names')}</Small>
        )}
        {sharing}
        <Button>{t('planning.seat.yes')}</Button>
      </Form>
      <Disclosure summary={t('planning.seat.rather-not')}>
        <Form action={action}>
          <Hidden name="answer" value="no" />
          <p>{t('planning.seat.no-lead')}</p>
          <Button tone="plain">{t('planning.seat.no')}</Button>
        </Form>
      </Disclosure>
      <p>
        <TextLink href={find}>{t('planning.seat.find')}</TextLink>
      </p>
    </Article>
  )
}

export type SeatDoneProps = {
  t: T
  title: string
  lead: string
  /** Where she goes from here. */
  next: { href: string; text: string }
  /** She may still say no; offer to lead; or, after a no, say yes. */
  decline: string | undefined
  organise: string | undefined
  rather: string | undefined
}

/** What became of her answer. */
export function SeatDonePage({ t, title, lead, next, decline, organise, rather }: SeatDoneProps) {
  return (
    <Article title={title} lead={lead}>
      {organise && (
        <Act tone="primary" action={organise} fields={{ answer: 'yes', organises: 'true', again: 'true' }}>
          {t('planning.seat.lead-too')}
        </Act>
      )}
      <p>
        <ButtonLink href={next.href} tone={organise ? 'plain' : 'primary'}>
          {next.text}
        </ButtonLink>
      </p>
      {rather && (
        <Act action={rather} fields={{ answer: 'yes' }}>
          {t('planning.seat.after-all')}
        </Act>
      )}
      {decline && <Notice>{t('planning.seat.private')}</Notice>}
      {decline && (
        <Disclosure summary={t('planning.seat.rather-not')}>
          <Form action={decline}>
            <Hidden name="answer" value="no" />
            <Button tone="plain">{t('planning.seat.no')}</Button>
          </Form>
        </Disclosure>
      )}
    </Article>
  )
}
