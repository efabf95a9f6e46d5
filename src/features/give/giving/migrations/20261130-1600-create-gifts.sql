-- Who gave, as she spelt herself: one row for a mailbox and a name. She is no supporter by that, and nobody writes to her of anything but her gifts.
create table donor (
  id uuid primary key,
  email text not null check (length(email) between 3 and 254),
  mailbox_hash bytea not null,
  given_name text not null check (length(given_name) between 1 and 60),
  family_name text not null check (length(family_name) between 1 and 60),
  -- Words of the name in one order, and what a slip in it or another mailbox leaves the same.
  name_key text not null,
  near_key text not null,
  made_at timestamptz not null,
  unique (mailbox_hash, name_key)
);
create index donor_name on donor (name_key);
create index donor_near on donor (near_key);

-- A gift, from the moment at which the law was asked about it. Amounts are of the currency's smallest unit.
create table gift (
  id uuid primary key,
  -- Of which its creditor reference is made.
  number bigint not null unique check (number between 0 and 9999999999),
  recipient_id uuid not null references recipient (id),
  donor_id uuid not null references donor (id),
  amount bigint not null check (amount > 0),
  refunded bigint not null default 0 check (refunded between 0 and amount),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  mode text not null check (mode in ('card', 'debit', 'transfer', 'cheque', 'cash')),
  state text not null check (state in
    ('held', 'declined', 'accepted', 'begun', 'pending', 'promised', 'paid', 'failed', 'cancelled', 'expired', 'refunded', 'disputed', 'lost')),
  -- Why it is held or was declined.
  reason text,
  rule text not null,
  rule_version integer not null,
  -- What she said: nationality, address, declarations, each as the law calls it. Kept with the gift: it is the proof.
  told jsonb not null,
  locale text not null check (locale in ('fr', 'en', 'es')),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  paid_at timestamptz,
  payment_id uuid unique,
  -- How often its state changed: names the entries of the books that follow.
  step integer not null default 0,
  -- Of whom the treasurer decided, or who wrote down what came.
  decided_by uuid
);
create index gift_donor on gift (donor_id, made_at);
create index gift_recipient on gift (recipient_id, id);
create index gift_waiting on gift (recipient_id, changed_at) where state in ('held', 'promised');
