-- Who works for a campaign. How somebody proves who they are stands in tables of its own.

create table app_user (
    campaign_id      bigint not null references campaign,
    id               bigint generated always as identity,
    name             text not null check (name <> ''),
    role             text not null check (role in ('VOLUNTEER', 'MANAGER', 'ADMIN', 'OPS')),
    -- what a volunteer keys in when they dial in
    volunteer_number text check (volunteer_number ~ '^[0-9]{1,12}$'),
    -- no longer let in; rows stay, since attempts name them
    disabled_at      timestamptz,
    created_at       timestamptz not null default now(),
    version          bigint not null default 1 check (version > 0),
    primary key (campaign_id, id),
    unique (campaign_id, volunteer_number)
);
call wall_off('app_user');
grant select, insert, update on app_user to ${app};

create table user_group (
    campaign_id bigint not null references campaign,
    id          bigint generated always as identity,
    name        text not null check (name <> ''),
    primary key (campaign_id, id),
    unique (campaign_id, name)
);
call wall_off('user_group');
grant select, insert, update, delete on user_group to ${app};

create table group_member (
    campaign_id bigint not null,
    group_id    bigint not null,
    user_id     bigint not null,
    primary key (campaign_id, group_id, user_id),
    foreign key (campaign_id, group_id) references user_group (campaign_id, id) on delete cascade,
    foreign key (campaign_id, user_id) references app_user (campaign_id, id)
);
create index group_member_user on group_member (campaign_id, user_id);
call wall_off('group_member');
grant select, insert, delete on group_member to ${app};
