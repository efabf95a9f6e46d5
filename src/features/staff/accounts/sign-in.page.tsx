import { Form, FormNotice, type FormState, Hidden, TextField } from '#ui/form'
import { Article, Button, ButtonLink, IslandButton, Notice, Small, Status, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

type SignInProps = { t: T; form: FormState; action: string; next: string; passkey: { challenge: string; proof: string } }

/** Where a mailbox is named. The same for everybody: nothing here knows who is known. */
export function SignInPage({ t, form, action, next, passkey }: SignInProps) {
  return (
    <Article title={t('accounts.sign-in.title')} lead={t('accounts.sign-in.lead')}>
      <Form action={action}>
        <FormNotice form={form} t={t} />
        <Hidden name="next" value={next} />
        <TextField
          name="email"
          label={t('accounts.sign-in.email')}
          type="email"
          autocomplete="username webauthn"
          form={form}
          t={t}
        />
        <Button>{t('accounts.sign-in.button')}</Button>
      </Form>
      <PasskeyButton t={t} {...passkey} next={next} />
      <Small>{t('accounts.sign-in.no-account')}</Small>
    </Article>
  )
}

type PasskeyProps = { t: T; challenge: string; proof: string; next: string }

export function PasskeyButton({ t, challenge, proof, next }: PasskeyProps) {
  const data = { 'data-passkey': 'prove', 'data-challenge': challenge, 'data-proof': proof, 'data-next': next }
  return (
    <>
      <IslandButton data={{ ...data, 'data-failed': t('accounts.passkey.failed') }}>{t('accounts.passkey.use')}</IslandButton>
      <Status data={{ 'data-passkey-status': '' }} />
    </>
  )
}

type CodeProps = {
  t: T
  form: FormState
  /** What waits for the code, in words. */
  says: { lead: string; button: string; again: string }
  paths: { action: string; again: string; outbox: string | undefined }
  /** Where to go on; undefined: the route knows. */
  next?: string
}

/** Where the code of a mail is typed. */
export function CodePage({ t, form, says, paths, next }: CodeProps) {
  return (
    <Article title={t('accounts.code.title')} lead={says.lead}>
      <Form action={paths.action}>
        {next !== undefined && <Hidden name="next" value={next} />}
        <TextField
          name="code"
          label={t('accounts.code.label')}
          hint={t('accounts.code.hint')}
          inputmode="numeric"
          autocomplete="one-time-code"
          form={form}
          t={t}
        />
        <Button>{says.button}</Button>
      </Form>
      {paths.outbox && (
        <Notice>
          <TextLink href={paths.outbox}>{t('accounts.code.outbox')}</TextLink>
        </Notice>
      )}
      <p>
        <TextLink href={paths.again}>{says.again}</TextLink>
      </p>
    </Article>
  )
}

/** What the mail's link opens. A GET changes nothing: scanners of mail open links too. */
export function LinkPage({ t, action }: { t: T; action: string }) {
  return (
    <Article title={t('accounts.link.title')} lead={t('accounts.link.lead')}>
      <Form action={action}>
        <Button>{t('accounts.link.button')}</Button>
      </Form>
    </Article>
  )
}

/** The link was opened elsewhere than where it was asked for, or too late. */
export function OtherBrowserPage({ t, again }: { t: T; again: string }) {
  return (
    <Article title={t('accounts.other.title')} lead={t('accounts.other.lead')}>
      <ButtonLink href={again}>{t('accounts.other.again')}</ButtonLink>
    </Article>
  )
}
