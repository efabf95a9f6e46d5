-- Of an amount of 0 nothing is taken: what she would pay with is kept alone, in the place of what was kept before.
alter table payment drop constraint payment_amount_check;
alter table payment add constraint payment_amount_check check (amount between (case when keep then 0 else 1 end) and 9007199254740991);
