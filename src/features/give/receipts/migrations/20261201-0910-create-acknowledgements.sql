-- The last number that an acknowledgement of a recipient got in a year. Its row is the lock of the next one.
create table acknowledgement_series (
  recipient_id uuid not null references recipient (id),
  year integer not null check (year between 2000 and 2999),
  last integer not null check (last > 0),
  primary key (recipient_id, year)
);

-- That a gift came, as it was said then. Amounts are of the currency's smallest unit.
create table acknowledgement (
  id uuid primary key,
  gift_id uuid not null references gift (id),
  donor_id uuid not null references donor (id),
  recipient_id uuid not null references recipient (id),
  -- In which it came, by the clocks of the recipient's law.
  year integer not null,
  number integer not null check (number > 0),
  amount bigint not null check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- All that stands on its paper.
  said jsonb not null,
  made_at timestamptz not null,
  cancelled_at timestamptz,
  cancelled_for text check (cancelled_for in ('refunded', 'disputed', 'lost')),
  -- How often its donor asked to have it once more; since when today's letters are counted, and how many there were before.
  asked integer not null default 0,
  asked_at timestamptz,
  asked_then integer not null default 0,
  unique (recipient_id, year, number),
  check ((cancelled_at is null) = (cancelled_for is null))
);
create unique index acknowledgement_standing on acknowledgement (gift_id) where cancelled_at is null;
create index acknowledgement_gift on acknowledgement (gift_id);
create index acknowledgement_donor on acknowledgement (donor_id, year);

create function acknowledgement_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'an acknowledgement is never deleted';
  end if;
  if (new.id, new.gift_id, new.donor_id, new.recipient_id, new.year, new.number, new.amount, new.currency, new.said, new.made_at)
    is distinct from (old.id, old.gift_id, old.donor_id, old.recipient_id, old.year, old.number, old.amount, old.currency, old.said, old.made_at)
    or (old.cancelled_at is not null and (new.cancelled_at, new.cancelled_for) is distinct from (old.cancelled_at, old.cancelled_for)) then
    raise exception 'an acknowledgement is never changed';
  end if;
  return new;
end $$;
create trigger acknowledgement_stays before update or delete on acknowledgement for each row execute function acknowledgement_stays();

-- Whose summary of a year that is over left, and in which letter: that of her mailbox then.
create table gift_year (
  donor_id uuid not null references donor (id),
  year integer not null check (year between 2000 and 2999),
  letter uuid not null,
  made_at timestamptz not null,
  primary key (donor_id, year)
);
create index gift_year_letter on gift_year (letter);

-- To whom the link to all her gifts was sent on which day: one a day.
create table gift_link (
  donor_id uuid not null references donor (id),
  day date not null,
  primary key (donor_id, day)
);
