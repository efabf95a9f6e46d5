-- What members of a recipient pay, as its treasurer set it. No row, or not open: nobody joins.
create table dues_scale (
  recipient_id uuid primary key references recipient (id),
  open boolean not null,
  period text not null check (period in ('year', 'calendar', 'month')),
  grace_days integer not null check (grace_days between 0 and 366),
  -- Amounts by income that each says of herself, from the lowest: `[{"to": 120000, "amount": 1200}, {"to": null, "amount": 3000}]`; empty: free from the floor on.
  brackets jsonb not null check (jsonb_typeof(brackets) = 'array'),
  floor bigint not null check (floor > 0),
  changed_at timestamptz not null
);

-- Who joined a recipient. `told`: what she said of herself for the law the last time; `stopped_at`: she will not renew, and is reminded of nothing.
create table dues_member (
  id uuid primary key,
  recipient_id uuid not null references recipient (id),
  donor_id uuid not null references donor (id),
  told jsonb not null,
  locale text not null check (locale in ('fr', 'en', 'es')),
  joined_at timestamptz not null,
  stopped_at timestamptz,
  unique (recipient_id, donor_id)
);
create index dues_member_donor on dues_member (donor_id);

-- One term's dues, from the moment at which the law was asked about them. Amounts are of the currency's smallest unit.
create table due (
  id uuid primary key,
  number bigint not null unique check (number between 0 and 9999999999),
  member_id uuid not null references dues_member (id),
  amount bigint not null check (amount > 0),
  refunded bigint not null default 0 check (refunded between 0 and amount),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  mode text not null check (mode in ('card', 'debit', 'transfer', 'cheque', 'cash')),
  state text not null check (state in
    ('held', 'declined', 'accepted', 'begun', 'pending', 'promised', 'paid', 'failed', 'cancelled', 'expired', 'refunded', 'disputed', 'lost')),
  reason text,
  rule text not null,
  rule_version integer not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  paid_at timestamptz,
  -- The days that it pays; nothing before it is paid.
  from_on date,
  until_on date,
  payment_id uuid unique,
  -- How often its state changed: names the entries of the books that follow.
  step integer not null default 0,
  decided_by uuid,
  check ((from_on is null) = (until_on is null) and from_on <= until_on),
  check (state <> 'paid' or until_on is not null)
);
create index due_member on due (member_id, made_at);
create index due_term on due (member_id, until_on) where state = 'paid';
create index due_waiting on due (changed_at) where state in ('promised', 'accepted');

-- Of what somebody was reminded, so that it leaves once.
create table due_reminder (
  member_id uuid not null references dues_member (id) on delete cascade,
  until_on date not null,
  kind text not null check (kind in ('soon', 'ended', 'lapsed')),
  sent_at timestamptz not null,
  primary key (member_id, until_on, kind)
);
