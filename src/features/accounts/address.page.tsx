import { Form, FormNotice, type FormState, TextField } from '#ui/form'
import { Article, Button, Notice, Small, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

type AddressProps = { t: T; form: FormState; email: string; action: string; back: string }

/** Where somebody who is signed in names another mailbox. */
export function AddressPage({ t, form, email, action, back }: AddressProps) {
  return (
    <Article title={t('accounts.address.title')} lead={t('accounts.address.lead', { email })}>
      <Form action={action}>
        <FormNotice form={form} t={t} />
        <TextField name="email" label={t('accounts.address.new')} type="email" autocomplete="email" form={form} t={t} />
        <Button>{t('accounts.sign-in.button')}</Button>
      </Form>
      <Small>{t('accounts.address.then')}</Small>
      <p>
        <TextLink href={back}>{t('accounts.account.title')}</TextLink>
      </p>
    </Article>
  )
}

type NewAddressProps = {
  t: T
  form: FormState
  email: string
  minutes: number
  paths: { action: string; again: string; outbox: string | undefined }
}

/** The code that the new mailbox got. */
export function NewAddressPage({ t, form, email, minutes, paths }: NewAddressProps) {
  return (
    <Article title={t('accounts.code.title')} lead={t('accounts.address.code', { email, minutes })}>
      <Form action={paths.action}>
        <TextField
          name="code"
          label={t('accounts.code.label')}
          hint={t('accounts.code.hint')}
          inputmode="numeric"
          autocomplete="one-time-code"
          form={form}
          t={t}
        />
        <Button>{t('accounts.address.button')}</Button>
      </Form>
      {paths.outbox && (
        <Notice>
          <TextLink href={paths.outbox}>{t('accounts.code.outbox')}</TextLink>
        </Notice>
      )}
      <p>
        <TextLink href={paths.again}>{t('accounts.address.other')}</TextLink>
      </p>
    </Article>
  )
}
