-- A payment may ask that its means be kept; one that comes later may be taken by them.
alter table payment add column keep boolean not null default false;
-- The payment whose means, kept by the provider, pay this one without her. No reference: what is kept is forgotten, and payments stay.
alter table payment add column means uuid;
-- When the provider may have been asked to take it: until then it can be called back for sure.
alter table payment add column asked_at timestamptz;
create index payment_means_used on payment (means) where means is not null;

-- Means that a provider keeps, by its names for them: nothing of the card or account itself.
create table payment_means (
  -- By which they came.
  payment_id uuid primary key references payment (id),
  account_id uuid not null references payment_account (id),
  customer text not null,
  method text not null,
  kept_at timestamptz not null,
  -- Nothing is taken by them any more; the provider is told to forget them, and then the row goes.
  released_at timestamptz
);
create index payment_means_released on payment_means (released_at) where released_at is not null;

-- How the provider that is played answers when it takes money by what it kept of this payment.
alter table sandbox_payment add column later text not null default 'paid' check (later in ('paid', 'failed'));
