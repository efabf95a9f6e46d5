import { Form, FormNotice, type FormState, TextField } from '#ui/form'
import { Article, Button, Small, TextLink } from '#ui/parts'
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
