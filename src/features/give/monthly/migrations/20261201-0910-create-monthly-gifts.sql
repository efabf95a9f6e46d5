-- A gift that comes again each month, on the day of the first. The schedule is ours; the provider keeps the means alone.
create table monthly_gift (
  id uuid primary key,
  recipient_id uuid not null references recipient (id),
  donor_id uuid not null,
  -- What it is like, and by whose payment the means came. No reference: who is erased takes gifts along that never came.
  first_gift_id uuid not null unique,
  amount bigint not null check (amount > 0),
  -- A rise is told first: more is taken from that day on.
  rise_to bigint check (rise_to > amount),
  rise_on date,
  check ((rise_to is null) = (rise_on is null)),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  locale text not null check (locale in ('fr', 'en', 'es')),
  state text not null check (state in ('begun', 'active', 'paused', 'stopped')),
  -- Why it stopped.
  reason text check (reason in ('donor', 'first', 'failed', 'means', 'cap', 'window', 'filed', 'law', 'disputed')),
  check ((state = 'stopped') = (reason is not null)),
  -- The day of the first gift by the clocks of the movement.
  anchor_on date not null,
  -- The month that comes next, counted from the first.
  nth integer not null default 1 check (nth > 0),
  -- How often in a row it was refused.
  failures integer not null default 0 check (failures between 0 and 3),
  -- When it is looked at; null: it waits for an answer, for her, or for nothing any more.
  next_at timestamptz check (next_at is null or state = 'active'),
  made_at timestamptz not null,
  changed_at timestamptz not null,
  -- How often it changed: names its mails.
  step integer not null default 0
);
create index monthly_gift_due on monthly_gift (next_at) where next_at is not null;
create index monthly_gift_donor on monthly_gift (donor_id);
create index monthly_gift_recipient on monthly_gift (recipient_id, id);

-- Each gift of it, with each try. The month 0 is the first gift.
create table monthly_charge (
  monthly_id uuid not null references monthly_gift (id),
  nth integer not null check (nth >= 0),
  try integer not null check (try > 0),
  gift_id uuid not null unique,
  amount bigint not null check (amount > 0),
  -- 'unmade': nobody was asked for money; 'late': it came after another try of the month had begun
  outcome text not null check (outcome in ('under-way', 'held', 'paid', 'failed', 'unmade', 'late')),
  made_at timestamptz not null,
  primary key (monthly_id, nth, try)
);
-- A month is paid once, whoever tries.
create unique index monthly_charge_once on monthly_charge (monthly_id, nth) where outcome in ('under-way', 'held', 'paid');
