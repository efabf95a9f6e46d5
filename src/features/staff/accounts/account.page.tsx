import { Act, Article, ButtonLink, List, Notice, Section, Small, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

type SessionLine = { id: string; text: string; current: boolean; end: string }
type AccountProps = {
  t: T
  email: string
  staff: boolean
  strong: boolean
  sessions: SessionLine[]
  paths: { address: string; secondFactor: string; endOthers: string; signOut: string }
}

/** What one can do once signed in, and where one is signed in. */
export function AccountPage({ t, email, staff, strong, sessions, paths }: AccountProps) {
  return (
    <Article title={t('accounts.account.title')} lead={t('accounts.account.lead', { email })}>
      <p>
        <TextLink href={paths.address}>{t('accounts.address.title')}</TextLink>
      </p>
      {staff && !strong && <Notice>{t('accounts.account.weak')}</Notice>}
      <ButtonLink href={paths.secondFactor} tone={staff && !strong ? 'primary' : 'plain'}>
        {t('accounts.factor.title')}
      </ButtonLink>
      <Section title={t('accounts.sessions.title')}>
        <List>
          {sessions.map(({ id, text, current, end }) => (
            <li key={id}>
              {text}{' '}
              {current ? (
                <Small>{t('accounts.sessions.current')}</Small>
              ) : (
                <Act small action={end}>
                  {t('accounts.sessions.end')}
                </Act>
              )}
            </li>
          ))}
        </List>
        {sessions.length > 1 && <Act action={paths.endOthers}>{t('accounts.sessions.end-others')}</Act>}
        <Act action={paths.signOut}>{t('accounts.sign-out')}</Act>
      </Section>
    </Article>
  )
}
