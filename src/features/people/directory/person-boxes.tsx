import type { ComponentChildren } from 'preact'
import { Folded } from '#ui/folding'
import { Card, List, TextLink } from '#ui/parts'
import { Facts } from '#ui/table'
import type { T } from './texts.ts'

export type PartsProps = {
  t: T
  /** What she is part of, kind by kind. */
  parts: { title: string; hits: { href: string; text: string; note?: string }[] }[]
}

/** Her groups and what she comes to; nothing where there is none. */
export function Parts({ t, parts }: PartsProps) {
  if (parts.length === 0) return null
  return (
    <Card title={t('directory.person.parts')}>
      <Facts
        facts={parts.map(({ title, hits }) => ({
          label: title,
          value: (
            <List>
              {hits.map(({ href, text, note }) => (
                <li key={href}>
                  <TextLink href={href}>{text}</TextLink>
                  {note && ` · ${note}`}
                </li>
              ))}
            </List>
          ),
        }))}
      />
    </Card>
  )
}

/** A part that nothing stands in yet is a line to open, for who may put something there, and not there for others. */
export function Box({ title, empty, open, may, children }: BoxProps) {
  if (!empty) return <Card title={title}>{children}</Card>
  return may.edit ? (
    <Folded title={title} open={open}>
      {children}
    </Folded>
  ) : null
}

type BoxProps = { may: { edit: boolean }; title: string; empty: boolean; open: boolean; children: ComponentChildren }
