import { Article, Button, ButtonLink, List, Notice, Small, Stack } from '#ui/parts'
import { KeptLines } from './me.page.tsx'
import type { T } from './texts.ts'

type LeaveProps = {
  t: T
  name: string
  movement: string
  agreed: { purpose: string; text: string; end: string }[]
  /** The mailbox, where others read it too. */
  shared: string | undefined
  saved: boolean
  action: string
  erase: string
}

/** What a person agrees to, and a button for each thing to stop. Reached from any mail, without signing in. */
export function LeavePage({ t, name, movement, agreed, shared, saved, action, erase }: LeaveProps) {
  return (
    <Article title={t('privacy.leave.title')} lead={t('privacy.leave.lead', { name, movement })}>
      {saved && <Notice>{t('privacy.leave.saved')}</Notice>}
      <p>{agreed.length > 0 ? t('privacy.leave.now') : t('privacy.leave.nothing')}</p>
      {agreed.length > 0 && (
        <List>
          {agreed.map(({ purpose, text }) => (
            <li key={purpose}>{text}</li>
          ))}
        </List>
      )}
      <form method="post" action={action}>
        <Stack>
          {agreed.map(({ purpose, end }) => (
            <Button key={purpose} name="purpose" value={purpose} tone="plain">
              {end}
            </Button>
          ))}
          {agreed.length > 1 && (
            <Button name="purpose" value="all" tone="plain">
              {t('privacy.leave.all')}
            </Button>
          )}
          {shared && (
            <>
              <Small>{t('privacy.leave.shared', { email: shared })}</Small>
              <Button name="purpose" value="mailbox" tone="plain">
                {t('privacy.leave.for-all')}
              </Button>
            </>
          )}
          <ButtonLink href={erase} tone="danger">
            {t('privacy.leave.erase')}
          </ButtonLink>
        </Stack>
      </form>
    </Article>
  )
}

/** `asked`: reached by a fresh letter, whose button erases; by the link of an old mail it brings that letter. */
export function ErasePage({ t, asked, action, back }: { t: T; asked: boolean; action: string; back: string }) {
  return (
    <Article title={t('privacy.erase.title')} lead={t('privacy.erase.lead')}>
      <form method="post" action={action}>
        <Stack>
          {!asked && <p>{t('privacy.erase.asks')}</p>}
          <Button tone="danger">{t(asked ? 'privacy.erase.button' : 'privacy.erase.ask')}</Button>
          <ButtonLink href={back} tone="plain">
            {t('privacy.erase.back')}
          </ButtonLink>
        </Stack>
      </form>
    </Article>
  )
}

export function ErasureSentPage({ t, contact }: { t: T; contact: string }) {
  return (
    <Article title={t('privacy.erase.sent-title')} lead={t('privacy.erase.sent')}>
      <Small>{t('privacy.erase.elsewhere', { contact })}</Small>
    </Article>
  )
}

/** Nothing is kept about her, now or already before. */
export function GonePage({ t, kept }: { t: T; kept: string[] }) {
  const lead = t(kept.length > 0 ? 'privacy.leave.over-but' : 'privacy.leave.over')
  return (
    <Article title={t('privacy.leave.over-title')} lead={lead}>
      <KeptLines kept={kept} />
    </Article>
  )
}
