-- To whom one gives: whose money it is, who holds it, and what the law wants said of both.
create table recipient (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  -- As the law of its country calls it.
  kind text not null check (length(kind) between 1 and 40),
  country text not null check (country ~ '^[A-Z]{2}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Gifts to all candidates of one vote count together.
  election_id uuid references election (id),
  beneficiary text not null check (length(beneficiary) between 1 and 120),
  holder text check (length(holder) between 1 and 200),
  declared_on date,
  opens_on date,
  closes_on date,
  -- The account went to those who check it: from then on nothing may come in.
  filed_at timestamptz,
  -- Words that the law wants on the page, by its name for them.
  mentions jsonb not null default '{}' check (jsonb_typeof(mentions) = 'object'),
  iban text check (length(iban) between 15 and 34),
  payment_account_id uuid,
  made_at timestamptz not null,
  public_at timestamptz,
  check (opens_on is null or closes_on is null or opens_on <= closes_on)
);
create index recipient_public on recipient (made_at) where public_at is not null;
create index recipient_election on recipient (election_id) where election_id is not null;

-- Who keeps whose books. Whoever appoints them does not thereby see who gave.
create table recipient_officer (
  recipient_id uuid not null references recipient (id),
  account_id uuid not null,
  since timestamptz not null,
  until timestamptz,
  primary key (recipient_id, account_id)
);
create index recipient_officer_account on recipient_officer (account_id);

-- What must be settled with the provider before the first euro, and who says that it is.
create table recipient_check (
  recipient_id uuid not null references recipient (id),
  item text not null,
  account_id uuid not null,
  at timestamptz not null,
  primary key (recipient_id, item)
);
