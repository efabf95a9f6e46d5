-- The voucher numbers of a recipient, and the row under whose lock its spending is booked and held against its ceiling.
create table spending_book (
  recipient_id uuid primary key references recipient (id),
  numbers integer not null default 0 check (numbers >= 0)
);

-- What an officer says that the law lets be spent, and where it stands; the newest holds.
create table spending_ceiling (
  id uuid primary key,
  recipient_id uuid not null references recipient (id),
  amount bigint not null check (amount between 1 and 9007199254740991),
  source text not null check (length(source) between 3 and 300),
  entered_by uuid not null,
  entered_at timestamptz not null
);
create index spending_ceiling_newest on spending_ceiling (recipient_id, entered_at desc, id desc);

-- What is spent. Amounts are of the currency's smallest unit. `*_account`: who did it, kept as the books are; `*_person`: who she is, until she is erased.
create table spending (
  id uuid primary key,
  recipient_id uuid not null references recipient (id),
  group_id uuid references local_group (id),
  kind text not null check (kind in ('bill', 'in-kind')),
  state text not null check (state in ('draft', 'asked', 'seconded', 'payable', 'paid', 'given', 'refused', 'withdrawn', 'void')),
  step integer not null default 0,
  number integer check (number > 0),
  category text not null check (category ~ '^[a-z][a-z-]{0,39}$'),
  words text not null check (length(words) between 1 and 200),
  -- Whom it is paid to, or who gave it.
  payee text not null check (length(payee) between 1 and 120),
  payee_iban text check (length(payee_iban) between 15 and 34),
  bill text check (length(bill) between 1 and 60),
  amount bigint not null check (amount between 1 and 9007199254740991),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  spent_on date not null,
  -- Of a gift in kind: how its value was found, and what its giver is.
  valued text check (length(valued) between 1 and 300),
  giver text check (giver in ('person', 'party', 'body')),
  asked_account uuid not null,
  asked_person uuid references person (id) on delete set null,
  asked_at timestamptz not null,
  seconded_account uuid,
  seconded_person uuid references person (id) on delete set null,
  seconded_at timestamptz,
  allowed_account uuid,
  allowed_at timestamptz,
  paid_account uuid,
  paid_on date,
  paid_by text check (paid_by in ('transfer', 'card', 'cheque', 'cash', 'debit')),
  -- Who refused it, withdrew it or took it back, and why.
  ended_account uuid,
  ended_at timestamptz,
  reason text check (length(reason) between 1 and 300),
  over_ceiling boolean not null default false,
  unique (recipient_id, number),
  check (kind = 'bill' or (group_id is null and valued is not null and giver is not null)),
  check (state not in ('payable', 'paid', 'given') or (number is not null and allowed_account is not null)),
  check (state <> 'paid' or (paid_account is not null and paid_on is not null and paid_by is not null)),
  check (state not in ('refused', 'withdrawn', 'void') or ended_account is not null)
);
create index spending_of_recipient on spending (recipient_id, id desc);
create index spending_of_group on spending (group_id, id desc) where group_id is not null;
create index spending_waiting on spending (recipient_id) where state in ('seconded', 'payable');
create index spending_asked_person on spending (asked_person);
create index spending_seconded_person on spending (seconded_person);

-- A state follows another, by who may, in one step; what was asked stays as it was asked. Said once more here, to whatever writes.
create function check_spending_moves() returns trigger language plpgsql as $$
declare
  fault text;
begin
  if tg_op = 'DELETE' then fault := 'is kept';
  elsif old.state <> 'draft' and (new.recipient_id, new.group_id, new.kind, new.category, new.words, new.payee, new.payee_iban, new.bill, new.amount, new.currency, new.spent_on,
      new.valued, new.giver, new.asked_account) is distinct from (old.recipient_id, old.group_id, old.kind, old.category, old.words, old.payee, old.payee_iban, old.bill, old.amount, old.currency,
      old.spent_on, old.valued, old.giver, old.asked_account)
    then fault := 'was asked as it is';
  elsif old.number is not null and new.number is distinct from old.number then fault := 'keeps its number';
  elsif new.state = old.state and (old.state <> 'draft' or new.step <> old.step) and (new.step, new.seconded_account, new.allowed_account, new.paid_account, new.ended_account)
      is distinct from (old.step, old.seconded_account, old.allowed_account, old.paid_account, old.ended_account)
    then fault := 'moves with its state';
  elsif new.state <> old.state then
    if new.step <> old.step + 1 then fault := 'takes one step';
    elsif not old.state || ' ' || new.state = any (array['draft asked', 'draft payable', 'draft given', 'draft withdrawn', 'asked seconded', 'asked refused', 'asked withdrawn',
        'seconded payable', 'seconded refused', 'seconded withdrawn', 'payable paid', 'payable void', 'paid payable', 'given void'])
      then fault := 'does not go from ' || old.state || ' to ' || new.state;
    elsif old.state = 'draft' and new.state in ('payable', 'given') and new.group_id is not null then fault := 'of a group takes a second organiser';
    elsif new.state = 'given' and new.kind <> 'in-kind' or new.state = 'payable' and new.kind <> 'bill' then fault := 'is of another kind';
    elsif new.state = 'seconded' and (new.seconded_account is null or new.seconded_account = old.asked_account or new.seconded_person = old.asked_person)
      then fault := 'is seconded by somebody else';
    elsif old.state = 'seconded' and new.state = 'payable' and new.allowed_account in (old.asked_account, old.seconded_account)
      then fault := 'is allowed by somebody else';
    elsif new.state = 'paid' and new.group_id is not null and new.paid_account = old.asked_account then fault := 'is paid by somebody else';
    end if;
  end if;
  if fault is not null then raise exception 'Spending % %', old.id, fault using errcode = '23001', constraint = 'spending_moves'; end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger spending_moves before update or delete on spending for each row execute function check_spending_moves();

-- Files that prove a spending. In the database, as pictures are, so that every process and every backup has them.
create table voucher (
  id uuid primary key,
  spending_id uuid not null references spending (id),
  name text not null check (length(name) between 1 and 120),
  type text not null check (type in ('application/pdf', 'image/webp')),
  bytes bytea not null check (length(bytes) between 1 and 8000000),
  -- of what was sent: the same bill twice is seen
  hash bytea not null check (length(hash) = 32),
  added_account uuid not null,
  added_at timestamptz not null,
  unique (spending_id, hash)
);
create index voucher_hash on voucher (hash);

create function check_voucher_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' or exists (select from spending where id = old.spending_id and state <> 'draft')
    then raise exception 'Voucher % stays', old.id using errcode = '23001', constraint = 'voucher_stays'; end if;
  return old;
end $$;
create trigger voucher_stays before update or delete on voucher for each row execute function check_voucher_stays();

-- What was left of the share of a group that closed, and went back to the fund.
create table share_return (
  id uuid primary key,
  recipient_id uuid not null references recipient (id),
  group_id uuid not null references local_group (id),
  amount bigint not null check (amount between 1 and 9007199254740991),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  returned_by uuid not null,
  returned_at timestamptz not null
);
create index share_return_recipient on share_return (recipient_id, returned_at desc);
