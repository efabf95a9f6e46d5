import { Article, TextLink } from '#ui/parts'
import { MeetingHead } from './meeting.page.tsx'
import type { AnswerProps } from './meetings.page.tsx'
import type { T } from './texts.ts'

export type AnswerPageProps = {
  t: T
  title: string
  facts: { label: string; value: string }[]
  agenda: string[]
  notice: string | undefined
  answer: AnswerProps | undefined
  calendar: string | undefined
  open: string
}

/** What the link of a mail opens: when and where, and two buttons. Nothing happens before one is pressed; nobody else is named. */
export function AnswerPage({ t, title, facts, agenda, notice, answer, calendar, open }: AnswerPageProps) {
  return (
    <Article title={title}>
      <MeetingHead {...{ t, notice, facts, agenda, answer }} />
      {calendar && (
        <p>
          <TextLink href={calendar}>{t('meetings.calendar')}</TextLink>
        </p>
      )}
      <p>
        <TextLink href={open}>{t('meetings.sign-in')}</TextLink>
      </p>
    </Article>
  )
}
