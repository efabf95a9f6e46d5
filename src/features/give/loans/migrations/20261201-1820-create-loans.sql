-- On what terms a recipient borrows from persons. No row, or not open: nobody lends.
create table loan_offer (
  recipient_id uuid primary key references recipient (id),
  open boolean not null,
  -- Hundredths of a percent a year.
  rate integer not null check (rate between 0 and 10000),
  months integer not null check (months between 1 and 60),
  kind text not null check (kind in ('end', 'monthly')),
  least bigint not null check (least > 0),
  -- What the State pays back of the campaign at most; and what is owed to persons by loans that are not kept here.
  ceiling bigint check (ceiling > 0),
  elsewhere bigint not null default 0 check (elsewhere >= 0),
  -- What happens if it cannot be paid back, as each lender is told.
  consequences text not null check (length(consequences) between 20 and 2000),
  changed_at timestamptz not null
);

-- What somebody lends, on the terms that she saw. Amounts are of the currency's smallest unit.
create table loan (
  id uuid primary key,
  number bigint not null unique check (number between 0 and 9999999999),
  recipient_id uuid not null references recipient (id),
  donor_id uuid not null references donor (id),
  amount bigint not null check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rate integer not null check (rate between 0 and 10000),
  months integer not null check (months between 1 and 60),
  kind text not null check (kind in ('end', 'monthly')),
  consequences text not null,
  state text not null check (state in ('agreed', 'received', 'repaid', 'cancelled', 'expired')),
  rule text not null,
  rule_version integer not null,
  -- What she said: address, declarations. Kept with the loan: it is the proof.
  told jsonb not null,
  locale text not null check (locale in ('fr', 'en', 'es')),
  agreed_on date not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  received_at timestamptz,
  decided_by uuid
);
create index loan_recipient on loan (recipient_id, id);
create index loan_donor on loan (donor_id);
create index loan_awaited on loan (changed_at) where state = 'agreed';

-- What is due on one day of a loan.
create table loan_instalment (
  loan_id uuid not null references loan (id) on delete cascade,
  n integer not null check (n between 1 and 60),
  due_on date not null,
  principal bigint not null check (principal >= 0),
  interest bigint not null check (interest >= 0),
  repaid_at timestamptz,
  -- The day on which it was paid back, by the law's clocks.
  repaid_on date,
  repaid_by uuid,
  primary key (loan_id, n),
  check (principal + interest > 0),
  check ((repaid_at is null) = (repaid_on is null))
);
create index loan_instalment_due on loan_instalment (due_on) where repaid_at is null;
