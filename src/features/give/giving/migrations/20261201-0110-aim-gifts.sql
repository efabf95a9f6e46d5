-- What a gift is for besides its recipient: a campaign, and a part of it a group. `group_borne`: of what went back, what the group had spent already and the fund bears.
alter table gift
  add column campaign_id uuid references campaign (id),
  add column group_id uuid references local_group (id),
  add column group_part bigint not null default 0,
  add column group_borne bigint not null default 0;
alter table gift
  add constraint gift_group_part check (group_part between 0 and amount and (group_id is null) = (group_part = 0)),
  add constraint gift_group_borne check (group_borne between 0 and group_part);
