-- What a vote is of: which rules of law hold depends on it.
alter table election add column kind text not null default 'other'
  check (kind in ('presidential', 'deputies', 'municipal', 'departmental', 'regional', 'european', 'referendum', 'other'));

-- The vote whose second round it is: who may vote then was settled before the first.
alter table election add column first_round uuid references election (id);
