import { Form, FormNotice, type FormState, Hidden, TextField } from '#ui/form'
import { Act, Article, Button, Card, Code, IslandButton, List, Notice, QrCode, Status, TextLink } from '#ui/parts'
import { PasskeyButton } from './sign-in.page.tsx'
import type { T } from './texts.ts'

type Paths = {
  totp: string
  totpStart: string
  recovery: string
  challenge: string
  proof: string
  registration: string
  add: string
}
export type FactorProps = {
  t: T
  form: FormState
  next: string
  has: { totp: boolean; passkeys: { id: string; name: string; removal: string }[] }
  paths: Paths
}

/** Asks for one of the second factors that the account has. */
export function ProvePage({ t, form, next, has, paths }: FactorProps) {
  return (
    <Article title={t('accounts.prove.title')} lead={t('accounts.prove.lead')}>
      <FormNotice form={form} t={t} />
      {has.passkeys.length > 0 && <PasskeyButton t={t} challenge={paths.challenge} proof={paths.proof} next={next} />}
      {has.totp && (
        <>
          <CodeCard {...{ t, form, next }} title={t('accounts.totp.card')} name="code" action={paths.totp} numeric />
          <CodeCard {...{ t, form, next }} title={t('accounts.recovery.card')} name="recovery" action={paths.recovery} />
        </>
      )}
    </Article>
  )
}

/** What the account has, and what it can add. */
export function FactorsPage({ t, next, has, paths }: FactorProps) {
  const data = {
    'data-passkey': 'add',
    'data-challenge': paths.registration,
    'data-proof': paths.add,
    'data-next': next,
    'data-failed': t('accounts.passkey.failed'),
  }
  return (
    <Article title={t('accounts.factor.title')} lead={t('accounts.factor.lead')}>
      <Card title={t('accounts.passkey.card')}>
        <p>{t('accounts.passkey.what')}</p>
        {has.passkeys.length > 0 && (
          <List>
            {has.passkeys.map(({ id, name, removal }) => (
              <li key={id}>
                {name}{' '}
                <Act small action={removal}>
                  {t('accounts.passkey.remove')}
                </Act>
              </li>
            ))}
          </List>
        )}
        <IslandButton data={data}>{t('accounts.passkey.add')}</IslandButton>
        <Status data={{ 'data-passkey-status': '' }} />
      </Card>
      <Card title={t('accounts.totp.card')}>
        <p>{has.totp ? t('accounts.totp.has') : t('accounts.totp.what')}</p>
        {!has.totp && (
          <Act action={paths.totpStart} fields={{ next }}>
            {t('accounts.totp.start')}
          </Act>
        )}
      </Card>
      {(has.totp || has.passkeys.length > 0) && (
        <p>
          <TextLink href={next}>{t('accounts.factor.go-on')}</TextLink>
        </p>
      )}
    </Article>
  )
}

type NewTotpProps = Pick<FactorProps, 't' | 'form' | 'next'> & {
  uri: string
  qr: string
  secret: string
  recoveryCodes: string[]
  action: string
}

/** Shown once: the secret for the app, and the codes for the day when the app is lost. */
export function NewTotpPage({ t, form, next, uri, qr, secret, recoveryCodes, action }: NewTotpProps) {
  return (
    <Article title={t('accounts.totp.new')} lead={t('accounts.totp.scan')}>
      <FormNotice form={form} t={t} />
      <QrCode src={qr} alt={t('accounts.totp.qr')} />
      <p>
        {t('accounts.totp.by-hand')} <Code>{secret}</Code>
      </p>
      <Card title={t('accounts.recovery.title')}>
        <Notice>{t('accounts.recovery.keep')}</Notice>
        <List>
          {recoveryCodes.map((code) => (
            <li key={code}>
              <Code>{code}</Code>
            </li>
          ))}
        </List>
      </Card>
      <CodeCard
        {...{ t, form, next, action }}
        title={t('accounts.totp.confirm')}
        name="code"
        numeric
        hidden={{ uri, codes: recoveryCodes.join(' ') }}
      />
    </Article>
  )
}

type CodeCardProps = Pick<FactorProps, 't' | 'form' | 'next'> & {
  title: string
  name: string
  action: string
  numeric?: boolean
  hidden?: Record<string, string>
}

function CodeCard({ t, form, next, title, name, action, numeric = false, hidden = {} }: CodeCardProps) {
  const label = numeric ? t('accounts.totp.label') : t('accounts.recovery.label')
  return (
    <Card title={title}>
      <Form action={action}>
        <Hidden name="next" value={next} />
        {Object.entries(hidden).map(([key, value]) => (
          <Hidden key={key} name={key} value={value} />
        ))}
        <TextField name={name} {...{ label, form, t }} inputmode={numeric ? 'numeric' : 'text'} autocomplete="one-time-code" />
        <Button tone={numeric ? 'primary' : 'plain'}>{t('accounts.prove.button')}</Button>
      </Form>
    </Card>
  )
}
