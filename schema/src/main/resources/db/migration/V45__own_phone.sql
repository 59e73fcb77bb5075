-- The telephone on which a volunteer wants to be called ("call me"): written down by a manager, read by the engine alone.
-- No request of a volunteer's carries a number.
alter table app_user add column own_phone text check (own_phone ~ '^\+[1-9][0-9]{6,14}$');
alter table invitation add column own_phone text check (own_phone ~ '^\+[1-9][0-9]{6,14}$');

-- One row for each time that it was rung: what the limit counts. Never the number.
create table call_me (
    campaign_id bigint not null,
    id          bigint generated always as identity,
    user_id     bigint not null,
    asked_at    timestamptz not null,
    primary key (campaign_id, id),
    foreign key (campaign_id, user_id) references app_user (campaign_id, id)
);
create index call_me_recent on call_me (campaign_id, user_id, asked_at);
call wall_off('call_me');
grant select, insert, delete on call_me to ${app};
