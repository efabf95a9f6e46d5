import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, Hidden, RadioField, TextArea } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Disclosure, Notice, Small } from '#ui/parts'
import { GroupCards } from './group-cards.tsx'
import type { GroupCardProps } from './describing.ts'
import { SharingBoxes } from './sharing-boxes.tsx'
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
    <Article title={t('groups.join.title', { name })} lead={t(`groups.join.lead-${kind}`)}>
      <Form action={path}>
        <ErrorSummary {...{ form, t, locale, labels: { words: t('groups.join.words') } }} />
        <FormNotice form={form} t={t} />
        {kind !== 'open' && (
          <TextArea
            name="words"
            label={t('groups.join.words')}
            hint={t('groups.join.words-hint')}
            {...{ form, t }}
            maxLength={500}
          />
        )}
        <SharingBoxes {...{ t, form }} />
        {invitation && <Hidden name="invitation" value={invitation} />}
        <Button>{t(`groups.join.button-${kind}`)}</Button>
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
    <Article title={t('groups.asked.title', { name })} lead={t('groups.asked.lead')}>
      <Act action={withdrawal}>{t('groups.asked.withdraw')}</Act>
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
    <Article title={t('groups.nobody.title')} lead={t('groups.nobody.lead')}>
      <p>
        <ButtonLink href={sign}>{t('groups.nobody.sign')}</ButtonLink>
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
export function MembershipPage({ t, name, path, form, facts, role, mails, vacant, home }: MembershipProps) {
  return (
    <Article title={name} lead={facts.join(' · ')}>
      {vacant && (
        <Card title={t('groups.vacant.title')}>
          <p>{t('groups.vacant.lead')}</p>
          <Act action={`${path}/organising`} tone="primary">
            {t('groups.vacant.button')}
          </Act>
        </Card>
      )}
      <p>
        <ButtonLink href={home}>{t('groups.membership.members')}</ButtonLink>
      </p>
      <Card title={t('groups.membership.sharing')}>
        <Form action={`${path}/sharing`}>
          <SharingBoxes {...{ t, form }} />
          <Button tone="plain">{t('groups.membership.save')}</Button>
        </Form>
      </Card>
      <Card title={t('groups.membership.mails')}>
        <Form action={`${path}/mails`}>
          {(['all', 'digest', 'none'] as const).map((value) => (
            <RadioField
              key={value}
              name="mails"
              value={value}
              label={t(`groups.membership.mails-${value}`)}
              checked={mails === value}
            />
          ))}
          <Button tone="plain">{t('groups.membership.save')}</Button>
        </Form>
      </Card>
      <Disclosure summary={t('groups.leave.title')} open={form.notice !== undefined}>
        <FormNotice form={form} t={t} />
        <p>{t('groups.leave.lead')}</p>
        {role === 'organiser' && <Notice>{t('groups.leave.organiser')}</Notice>}
        <Act action={`${path}/removal`} tone="danger">
          {t('groups.leave.button')}
        </Act>
      </Disclosure>
      <Small>{t('groups.membership.consent')}</Small>
    </Article>
  )
}
