import { AskForm, Checkbox, Form, type FormState, Hidden, TextField } from '#ui/form'
import { Act, Article, Button, Card, List, Notice, Small, TextLink } from '#ui/parts'
import type { PageT } from './texts.ts'

export type GroupsProps = {
  t: PageT
  recipient: string
  action: string
  form: FormState
  groups: { id: string; name: string; href: string }[]
  isCut: boolean
}

/** Which groups one may give a part to. */
export function GroupsPage({ t, recipient, action, form, groups, isCut }: GroupsProps) {
  return (
    <Article title={t('campaigns.groups-title')} lead={t('campaigns.groups-choose', { recipient })}>
      <AskForm action={action}>
        <TextField name="q" type="search" label={t('campaigns.groups-search')} {...{ form, t }} maxLength={60} />
        <Button tone="plain">{t('campaigns.groups-find')}</Button>
      </AskForm>
      {groups.length === 0 && <Notice>{t('campaigns.groups-empty')}</Notice>}
      <List>
        {groups.map(({ id, name, href }) => (
          <li key={id}>
            <TextLink href={href}>{name}</TextLink>
          </li>
        ))}
      </List>
      {isCut && <Small>{t('campaigns.groups-cut')}</Small>}
    </Article>
  )
}

export type WishesProps = {
  t: PageT
  group: string
  back: string
  action: string
  taken: { id: string; name: string; isAgreed: boolean; isShown: boolean; came: string; page: string }[]
  others: { id: string; name: string }[]
}

/** Of whose gifts a group takes a part, for its organisers. */
export function WishesPage(props: WishesProps) {
  const { t, group, back, action, taken, others } = props
  return (
    <Article title={t('campaigns.wishes')} lead={t('campaigns.wishes-lead', { group })}>
      {taken.length + others.length === 0 && <Notice>{t('campaigns.wishes-none')}</Notice>}
      {taken.map((share) => (
        <Taken key={share.id} {...{ t, action, share }} />
      ))}
      {others.map(({ id, name }) => (
        <Card key={id} title={name}>
          <Act action={action} fields={{ recipient: id, wish: 'ask' }}>
            {t('campaigns.ask')}
          </Act>
        </Card>
      ))}
      <p>
        <TextLink href={back}>{group}</TextLink>
      </p>
    </Article>
  )
}

function Taken({ t, action, share }: { t: PageT; action: string; share: WishesProps['taken'][number] }) {
  const { id, name, isAgreed, isShown, came, page } = share
  const form = { values: isShown ? { shown: 'true' } : ({} as Record<string, string>), errors: {} }
  return (
    <Card title={name}>
      {isAgreed ? (
        <>
          <p>{t('campaigns.came', { sum: came })}</p>
          <p>
            <TextLink href={page}>{t('campaigns.see-form')}</TextLink>
          </p>
          <Form action={action}>
            <Hidden name="recipient" value={id} />
            <Hidden name="wish" value="figures" />
            <Checkbox name="shown" label={t('campaigns.show-figures')} {...{ form, t }} />
            <Button tone="plain">{t('campaigns.save')}</Button>
          </Form>
        </>
      ) : (
        <p>{t('campaigns.waits')}</p>
      )}
      <Act small tone="quiet" action={action} fields={{ recipient: id, wish: 'end' }}>
        {isAgreed ? t('campaigns.stop') : t('campaigns.take-back')}
      </Act>
    </Card>
  )
}
