-- Each time that a number was to be rung so that whoever answers shows it to be the campaign's. Written before it rings;
-- what the limit counts. The code that is keyed in stands nowhere.
create table caller_id_asking (
    campaign_id bigint not null,
    id          bigint generated always as identity,
    number      text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
    -- what people call it
    name        text not null check (name <> ''),
    asked_by    bigint not null,
    asked_at    timestamptz not null,
    state       text not null default 'WAITING' check (state in ('WAITING', 'VERIFIED', 'UNVERIFIED')),
    settled_at  timestamptz,
    primary key (campaign_id, id),
    foreign key (campaign_id, asked_by) references app_user (campaign_id, id),
    check ((state = 'WAITING') = (settled_at is null))
);
create index caller_id_asking_recent on caller_id_asking (campaign_id, asked_at);
create index caller_id_asking_asked_by on caller_id_asking (campaign_id, asked_by);
call wall_off('caller_id_asking');
grant select, insert, update (state, settled_at) on caller_id_asking to ${app};
