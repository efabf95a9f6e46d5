import { Article, Button } from '#ui/parts'
import type { T } from './texts.ts'

export function RefusePage({ t, movement, action }: { t: T; movement: string; action: string }) {
  return (
    <Article title={t('signing.refuse.title')} lead={t('signing.refuse.lead', { movement })}>
      <p>{t('signing.refuse.effect')}</p>
      <form method="post" action={action}>
        <Button>{t('signing.refuse.button')}</Button>
      </form>
    </Article>
  )
}

export function RefusedPage({ t }: { t: T }) {
  return <Article title={t('signing.refuse.done-title')} lead={t('signing.refuse.done')} children={null} />
}
