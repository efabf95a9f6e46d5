import { Form, type FormState, TextField } from '#ui/form'
import { Button, List, Section, TextLink } from '#ui/parts'
import { DataTable, Desk } from '#ui/table'
import type { PageT } from './texts.ts'

type LettersProps = {
  t: PageT
  form: FormState
  drafts: { id: string; title: string; href: string }[]
  mailings: { id: string; title: string; href: string; state: string; meant: string; at: string }[]
}

/** What is being written, and what was sent. */
export function LettersPage({ t, form, drafts, mailings }: LettersProps) {
  return (
    <Desk title={t('mailings.title')} lead={t('mailings.lead')}>
      <Form action="">
        <TextField
          name="title"
          label={t('mailings.new-title')}
          hint={t('mailings.title-hint')}
          form={form}
          t={t}
          maxLength={200}
        />
        <Button>{t('mailings.new')}</Button>
      </Form>
      <Section title={t('mailings.drafts')}>
        {drafts.length === 0 ? (
          <p>{t('mailings.no-drafts')}</p>
        ) : (
          <List>
            {drafts.map(({ id, title, href }) => (
              <li key={id}>
                <TextLink href={href}>{title}</TextLink>
              </li>
            ))}
          </List>
        )}
      </Section>
      <DataTable
        caption={t('mailings.sent')}
        head={[t('mailings.name'), t('mailings.state'), t('mailings.meant'), t('mailings.at')]}
        rows={mailings.map(({ id, title, href, state, meant, at }) => ({
          key: id,
          cells: [<TextLink href={href}>{title}</TextLink>, state, meant, at],
        }))}
        empty={t('mailings.none-sent')}
      />
    </Desk>
  )
}
