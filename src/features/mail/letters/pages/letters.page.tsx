import { Form, type FormState, TextField } from '#ui/form'
import { Button, List, Section, TextLink } from '#ui/parts'
import { DataTable, Desk } from '#ui/table'
import type { PageT } from '../texts.ts'

type LettersProps = {
  t: PageT
  form: FormState
  drafts: { id: string; title: string; href: string }[]
  mailings: { id: string; title: string; href: string; state: string; meant: string; at: string }[]
}

/** What is being written, and what was sent. */
export function LettersPage({ t, form, drafts, mailings }: LettersProps) {
  return (
    <Desk title={t('letters.title')} lead={t('letters.lead')}>
      <Form action="">
        <TextField name="title" label={t('letters.new-title')} hint={t('letters.title-hint')} form={form} t={t} maxLength={200} />
        <Button>{t('letters.new')}</Button>
      </Form>
      <Section title={t('letters.drafts')}>
        {drafts.length === 0 ? (
          <p>{t('letters.no-drafts')}</p>
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
        caption={t('letters.sent')}
        head={[t('letters.name'), t('letters.state'), t('letters.meant'), t('letters.at')]}
        rows={mailings.map(({ id, title, href, state, meant, at }) => ({
          key: id,
          cells: [<TextLink href={href}>{title}</TextLink>, state, meant, at],
        }))}
        empty={t('letters.none-sent')}
      />
    </Desk>
  )
}
