-- What it is paid with is kept, for gifts that come after it.
alter table gift add column keep boolean not null default false;
-- The payment of the first gift, by whose kept means this one is paid, without her.
alter table gift add column means uuid;
