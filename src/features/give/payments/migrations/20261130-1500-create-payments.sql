-- An account at a provider of payments: one for each recipient, held by the recipient.
create table payment_account (
  id uuid primary key,
  name text not null check (name <> ''),
  provider text not null check (provider in ('stripe', 'mollie', 'sandbox')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- false: of the provider's test, in which no money moves
  live boolean not null,
  -- shut with the installation's secret (platform/crypto): keys of the provider, and what its webhooks are signed with, the newest first
  credentials bytea not null,
  webhook_secrets bytea not null,
  created_at timestamptz not null
);

create table payment (
  id uuid primary key,
  account_id uuid not null references payment_account (id),
  -- what it pays: a gift, dues; a row of a room above
  subject_kind text not null,
  subject_id uuid not null,
  -- in the smallest unit of the currency; what a JavaScript number holds whole
  amount bigint not null check (amount between 1 and 9007199254740991),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  mode text not null check (mode in ('card', 'debit')),
  -- how the provider is asked: the same each time, or its idempotency key is refused
  return_path text not null,
  locale text not null,
  description text not null,
  -- how far it came, before disputes and refunds
  reached text not null check (reached in ('begun', 'open', 'pending', 'expired', 'cancelled', 'failed', 'paid')),
  -- what follows from that and from its parts
  state text not null check (state in ('begun', 'open', 'pending', 'expired', 'cancelled', 'failed', 'paid', 'refunded', 'disputed', 'lost')),
  provider_ref text,
  checkout_url text,
  refunded bigint not null default 0 check (refunded between 0 and amount),
  -- what disputes hold back or took
  disputed bigint not null default 0 check (disputed between 0 and amount),
  -- what the provider keeps, in the payment's currency; unknown: null
  fee bigint,
  card_country text,
  card_funding text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- when the provider was last asked
  checked_at timestamptz
);

create unique index payment_provider_ref on payment (account_id, provider_ref) where provider_ref is not null;
create index payment_subject on payment (subject_id);
create index payment_open on payment (coalesce(checked_at, created_at)) where state in ('begun', 'open', 'pending');

-- Refunds and disputes of a payment, as the provider tells them, whoever asked.
create table payment_part (
  payment_id uuid not null references payment (id),
  kind text not null check (kind in ('refund', 'dispute')),
  -- the provider's name for it
  ref text not null,
  amount bigint not null check (amount >= 0),
  state text not null,
  -- the refund that was asked for here; null: it was made elsewhere
  asked uuid,
  primary key (payment_id, kind, ref)
);
create index payment_part_ref on payment_part (ref);

-- Refunds asked for here. The id is the idempotency key.
create table payment_refund (
  id uuid primary key,
  payment_id uuid not null references payment (id),
  amount bigint not null check (amount > 0),
  state text not null check (state in ('asked', 'sent', 'refused')),
  asked_at timestamptz not null,
  -- what the provider says against it: a code of its own
  refusal text
);
create index payment_refund_payment on payment_refund (payment_id);

-- What providers told, each event once. Whom it is about is asked of the provider, and not kept.
create table payment_event (
  account_id uuid not null references payment_account (id),
  event text not null,
  kind text not null,
  -- the provider's object to read anew
  ref text not null,
  received_at timestamptz not null,
  read_at timestamptz,
  primary key (account_id, event)
);
create index payment_event_unread on payment_event (account_id, received_at) where read_at is null;
create index payment_event_received on payment_event (received_at);

-- What the provider knows that we play ourselves.
create table sandbox_payment (
  ref text primary key,
  payment_id uuid not null references payment (id),
  state text not null check (state in ('open', 'pending', 'failed', 'cancelled', 'expired', 'paid')),
  parts jsonb not null default '[]',
  made_at timestamptz not null,
  changed_at timestamptz not null
);
