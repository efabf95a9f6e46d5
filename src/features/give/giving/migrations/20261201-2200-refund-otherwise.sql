-- Of what was refunded, what its provider had refused to give back: the treasurer sent it from the bank.
alter table gift add column otherwise bigint not null default 0;
alter table gift add constraint gift_otherwise check (otherwise between 0 and refunded);
