import type { Handle } from '#platform/db/handle'
import type { Link } from '#platform/http/locale'
import type { Locale } from '#platform/i18n/locales'
import { Form, TextArea } from '#ui/form'
import { Button, Card, Small } from '#ui/parts'
import { type GroupId, groupPath } from '../core/index.ts'
import { notices } from './queries.ts'
import { texts } from './texts.ts'

export type StaffNoticeProps = { id: string; locale: Locale; text: string; reply: string | undefined; action: string | undefined }

/** What staff did to a group, for its organisers: with why, and what they answered or the way to. */
export async function noticesFor(
  handle: Handle,
  group: GroupId,
  { locale, link }: { locale: Locale; link: Link },
): Promise<StaffNoticeProps[]> {
  const t = texts.in(locale)
  const all = await notices(handle, group)
  return all.map(({ id, kind, reason, reply }) => ({
    id,
    locale,
    text: t(`groups.notice.${kind}`, { reason }),
    reply: reply ?? undefined,
    action: reply ? undefined : link(`${groupPath(group)}/notices/${id}/reply`),
  }))
}

export function StaffNotice({ locale, text, reply, action }: StaffNoticeProps) {
  const t = texts.in(locale)
  return (
    <Card title={t('groups.notice.title')}>
      <p>{text}</p>
      {reply && <Small>{t('groups.notice.replied', { reply })}</Small>}
      {action && (
        <Form action={action}>
          <TextArea name="reply" label={t('groups.notice.reply')} form={{ values: {}, errors: {} }} t={t} maxLength={1000} />
          <Button tone="plain">{t('groups.notice.send')}</Button>
        </Form>
      )}
    </Card>
  )
}
