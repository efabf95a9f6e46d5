import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { recordset } from '#platform/db/recordset'
import { db } from './tables.ts'

/** Whose servers read the mail of domains that people often have: they are too fast or blocked together. Domains as their owners list them, November 2026. */
const SERVERS: Record<string, string[]> = {
  google: ['gmail.com', 'googlemail.com'],
  microsoft: [
    'outlook.com',
    'outlook.fr',
    'outlook.es',
    'hotmail.com',
    'hotmail.fr',
    'hotmail.es',
    'hotmail.co.uk',
    'live.com',
    'live.fr',
    'msn.com',
  ],
  yahoo: ['yahoo.com', 'yahoo.fr', 'yahoo.es', 'yahoo.co.uk', 'ymail.com', 'rocketmail.com', 'aol.com'],
  apple: ['icloud.com', 'me.com', 'mac.com'],
  orange: ['orange.fr', 'wanadoo.fr'],
  free: ['free.fr'],
  sfr: ['sfr.fr', 'neuf.fr', 'cegetel.net', 'club-internet.fr', '9online.fr', 'numericable.fr'],
  laposte: ['laposte.net'],
  proton: ['proton.me', 'protonmail.com', 'pm.me'],
}

/** People from whom on a domain is a group by itself. */
const MANY = 100
/** Among so many groups the other domains are dealt out: one that is blocked holds up few others. */
const OTHERS = 16

/** Brings the groups up to date: those that are known, and each domain that many people have. */
export async function learnDomains(tx: Tx): Promise<void> {
  const known = Object.entries(SERVERS).flatMap(([dest, domains]) => domains.map((domain) => ({ domain, dest })))
  await sql`insert into mail_domain (domain, dest)
    select domain, dest from ${recordset('known', known, { domain: 'text', dest: 'text' })}
    union all
    select domain, domain from (select split_part(value, '@', 2) as domain from contact_point where kind = 'email') point
      where domain not in (select domain from ${recordset('known', known, { domain: 'text', dest: 'text' })})
      group by domain having count(*) >= ${MANY}
    on conflict (domain) do nothing`.execute(db(tx))
}

/** The group of the domain in the column `domain`, joined with `mail_domain`. */
export const dest = sql`coalesce(mail_domain.dest, 'other-' || (abs(hashtext(domain)::bigint) % ${OTHERS}::integer))`
