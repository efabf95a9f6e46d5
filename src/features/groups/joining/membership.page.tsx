import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, Hidden, RadioField, TextArea } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Disclosure, Notice, Small } from '#ui/parts'
import { type GroupCardProps, GroupCards, SharingBoxes } from '../core/index.ts'
import type { T } from './texts.ts'

type Common = { t: T; locale: Locale; name: string; path: string; form: FormState }

export type JoinProps = Common & {
  /** Her joining is decided by the organisers, or waits for room. */
  kind: 'open' | 'approval' | 'full'
  /** Of an invitation for her own mailbox. */
  invitation: string | undefined
  others: GroupCardProps[]
}

/** Coming into a group: what she shows of herself, and one button. */
export function JoinPage({ t, locale, name, path, form, kind, invitation, others }: JoinProps) {
  return (
    <Article title={t('joining.join.title', { name })} lead={t(`joining.join.lead-${kind}`)}>
      <Form action={path}>
        <ErrorSummary {...{ form, t, locale, labels: { words: t('joining.join.words') } }} />
        <FormNotice form={form} t={t} />
        {kind !== 'open' && (
          <TextArea
            name="words"
            label={t('joining.join.words')}
            hint={t('joining.join.words-hint')}
            {...{ form, t }}
            maxLength={500}
          />
        )}
        <SharingBoxes {...{ t, locale, form }} />
        {invitation && <Hidden name="invitation" value={invitation} />}
        <Button>{t(`joining.join.button-${kind}`)}</Button>
      </Form>
      {others.length > 0 && (
        <Card title={t('groups.page.others')}>
          <GroupCards groups={others} />
        </Card>
      )}
    </Article>
  )
}

export type AskedProps = { t: T; name: string; withdrawal: string; find: string }

/** She asked, and waits. */
export function AskedPage({ t, name, withdrawal, find }: AskedProps) {
  return (
    <Article title={t('joining.asked.title', { name })} lead={t('joining.asked.lead')}>
      <Act action={withdrawal}>{t('joining.asked.withdraw')}</Act>
      <p>
        <ButtonLink href={find} tone="plain">
          {t('groups.page.find')}
        </ButtonLink>
      </p>
    </Article>
  )
}

/** She has no record: only supporters join. */
export function NobodyPage({ t, sign }: { t: T; sign: string }) {
  return (
    <Article title={t('joining.nobody.title')} lead={t('joining.nobody.lead')}>
      <p>
        <ButtonLink href={sign}>{t('joining.nobody.sign')}</ButtonLink>
      </p>
    </Article>
  )
}

export type MembershipProps = Common & {
  facts: string[]
  role: 'member' | 'organiser'
  mails: 'all' | 'digest' | 'none'
  vacant: boolean
  home: string
}

/** What she is in a group, what she shows there, and how she leaves. */
export function MembershipPage({ t, locale, name, path, form, facts, role, mails, vacant, home }: MembershipProps) {
  return (
    <Article title={name} lead={facts.join(' · ')}>
      {vacant && (
        <Card title={t('joining.vacant.title')}>
          <p>{t('joining.vacant.lead')}</p>
          <Act action={`${path}/organising`} tone="primary">
            {t('joining.vacant.button')}
          </Act>
        </Card>
      )}
      <p>
        <ButtonLink href={home}>{t('joining.membership.members')}</ButtonLink>
      </p>
      <Card title={t('joining.membership.sharing')}>
        <Form action={`${path}/sharing`}>
          <SharingBoxes {...{ t, locale, form }} />
          <Button tone="plain">{t('joining.membership.save')}</Button>
        </Form>
      </Card>
      <Card title={t('joining.membership.mails')}>
        <Form action={`${path}/mails`}>
          {(['all', 'digest', 'none'] as const).map((value) => (
            <RadioField
              key={value}
              name="mails"
              value={value}
              label={t(`joining.membership.mails-${value}`)}
              checked={mails === value}
            />
          ))}
          <Button tone="plain">{t('joining.membership.save')}</Button>
        </Form>
      </Card>
      <Disclosure summary={t('joining.leave.title')} open={form.notice !== undefined}>
        <FormNotice form={form} t={t} />
        <p>{t('joining.leave.lead')}</p>
        {role === 'organiser' && <Notice>{t('joining.leave.organiser')}</Notice>}
        <Act action={`${path}/removal`} tone="danger">
          {t('joining.leave.button')}
        </Act>
      </Disclosure>
      <Small>{t('joining.membership.consent')}</Small>
    </Article>
  )
}
