-- Something that a recipient collects for. Amounts are of the currency's smallest unit.
create table campaign (
  id uuid primary key,
  recipient_id uuid not null references recipient (id),
  -- As it stands in its public address. It stays when the title changes: it is printed.
  address text not null unique check (address ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(address) between 3 and 60),
  goal bigint not null check (goal between 100 and 1000000000000),
  opens_on date,
  closes_on date,
  made_at timestamptz not null,
  public_at timestamptz,
  -- Over, whatever its window says. It stays to be read.
  closed_at timestamptz,
  check (opens_on is null or closes_on is null or opens_on <= closes_on)
);
create index campaign_recipient on campaign (recipient_id, made_at);

create table campaign_text (
  campaign_id uuid not null references campaign (id),
  locale text not null check (locale in ('fr', 'en', 'es')),
  title text not null check (length(title) between 1 and 120),
  story text not null check (length(story) between 1 and 5000),
  primary key (campaign_id, locale)
);

-- A group that takes shares of gifts to a recipient: an organiser asked, the treasurer agreed. Whoever ends it takes the row away; what came stays in the books.
create table group_share (
  recipient_id uuid not null references recipient (id),
  group_id uuid not null references local_group (id),
  asked_at timestamptz not null,
  agreed_at timestamptz,
  -- Whether the group wants its sum, donors and median to be seen.
  shows_figures boolean not null default false,
  primary key (recipient_id, group_id)
);
create index group_share_group on group_share (group_id);

-- What came for an aim (a recipient, a campaign, a group) and is there. `below`: how many gifts are smaller than the one in the middle.
create table gift_figure (
  recipient_id uuid not null references recipient (id),
  aim_id uuid not null,
  total bigint not null default 0 check (total >= 0),
  gifts bigint not null default 0 check (gifts >= 0),
  donors bigint not null default 0 check (donors between 0 and gifts),
  median bigint check ((median is null) = (gifts = 0)),
  below bigint not null default 0 check (below between 0 and gifts),
  primary key (recipient_id, aim_id)
) with (fillfactor = 70);

-- How many gifts of each amount: of a million gifts some hundred rows.
create table gift_amount (
  recipient_id uuid not null,
  aim_id uuid not null,
  amount bigint not null check (amount > 0),
  n bigint not null check (n >= 0),
  primary key (recipient_id, aim_id, amount),
  foreign key (recipient_id, aim_id) references gift_figure (recipient_id, aim_id)
) with (fillfactor = 70);

-- What came before there were figures.
insert into gift_figure (recipient_id, aim_id, total, gifts, donors, median, below)
select recipient_id, recipient_id, sum(there), count(*), count(distinct donor_id), min(middle), count(*) filter (where there < middle)
from (
  select recipient_id, donor_id, amount - refunded as there, m.middle
  from gift join (
    select recipient_id, percentile_disc(0.5) within group (order by amount - refunded) as middle
    from gift where state in ('paid', 'refunded') and amount > refunded group by recipient_id) m using (recipient_id)
  where state in ('paid', 'refunded') and amount > refunded) g
group by recipient_id;
insert into gift_amount (recipient_id, aim_id, amount, n)
select recipient_id, recipient_id, amount - refunded, count(*)
from gift where state in ('paid', 'refunded') and amount > refunded group by recipient_id, amount - refunded;
