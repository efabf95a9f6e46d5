import { Hidden } from '#ui/form'
import { Article, Button, Stack } from '#ui/parts'
import type { T } from './texts.ts'

type WhichProps = { t: T; email: string; people: { id: string; name: string }[]; action: string; next: string }

/** Several read the mailbox of this account: for whom of them is it now? */
export function WhichPage({ t, email, people, action, next }: WhichProps) {
  return (
    <Article title={t('privacy.which.title')} lead={t('privacy.which.lead', { email })}>
      <form method="post" action={action}>
        <Hidden name="next" value={next} />
        <Stack>
          {people.map(({ id, name }) => (
            <Button key={id} name="person" value={id}>
              {name}
            </Button>
          ))}
          <Button name="person" value="none" tone="plain">
            {t('privacy.which.none')}
          </Button>
        </Stack>
      </form>
    </Article>
  )
}
