-- What may be spent for an election, as the officer says it: of it follows how much may come in cash (Code électoral L52-8, al. 5).
alter table recipient add column if not exists ceiling bigint check (ceiling between 1 and 9007199254740991);
