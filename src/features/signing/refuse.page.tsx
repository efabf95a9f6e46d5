import { Article, Button } from '#ui/parts'
import type { T } from './texts.ts'

export function RefusePage({ t, movement, action }: { t: T; movement: string; action: string }) {
  return (
    <Article title={t('people.refuse.title')} lead={t('people.refuse.lead', { movement })}>
      <p>{t('people.refuse.effect')}</p>
      <form method="post" action={action}>
        <Button>{t('people.refuse.button')}</Button>
      </form>
    </Article>
  )
}

export function RefusedPage({ t }: { t: T }) {
  return <Article title={t('people.refuse.done-title')} lead={t('people.refuse.done')} children={null} />
}
