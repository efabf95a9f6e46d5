import { Article, ButtonLink, Card, List, Notice, TextLink } from '#ui/parts'
import type { T } from './texts.ts'

export type MineProps = {
  t: T
  groups: { id: string; name: string; town: string; href: string; facts: string[] }[]
  asked: { name: string; withdraw: string }[]
  find: string
  create: string
}

/** One's own groups. */
export function MinePage({ t, groups, asked, find, create }: MineProps) {
  return (
    <Article title={t('joining.mine.title')}>
      {groups.length === 0 && <Notice>{t('joining.mine.none')}</Notice>}
      {groups.map(({ id, name, town, href, facts }) => (
        <Card key={id} title={name}>
          <p>{[town, ...facts].join(' · ')}</p>
          <p>
            <ButtonLink href={href}>{t('joining.mine.open')}</ButtonLink>
          </p>
        </Card>
      ))}
      {asked.length > 0 && (
        <Card title={t('joining.mine.asked')}>
          <List>
            {asked.map(({ name, withdraw }) => (
              <li key={withdraw}>
                <TextLink href={withdraw}>{name}</TextLink>
              </li>
            ))}
          </List>
        </Card>
      )}
      <p>
        <ButtonLink href={find} tone="plain">
          {t('joining.mine.find')}
        </ButtonLink>{' '}
        <ButtonLink href={create} tone="plain">
          {t('joining.mine.create')}
        </ButtonLink>
      </p>
    </Article>
  )
}
