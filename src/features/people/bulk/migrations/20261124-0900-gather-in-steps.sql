-- Whom a large audience selects is written down by a job, some at a time.
alter table bulk_act
  drop constraint bulk_act_targets_check,
  drop constraint bulk_act_state_check,
  add check (targets > 0 or state = 'gathering'),
  add check (state in ('gathering', 'asked', 'waiting', 'done', 'undoing', 'undone'));
