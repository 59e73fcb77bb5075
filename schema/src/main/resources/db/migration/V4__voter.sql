-- Voters, their numbers, and who is to be reached for which project.

-- The sets of time zones that numbers may be in (R7), each once, so that a claim asks whether a set is open once and
-- not for every number. A campaign has some dozens of them. The empty set says that nothing is known.
create table zone_set (
    campaign_id bigint not null references campaign,
    id          bigint generated always as identity,
    -- names of zones, sorted
    zones       text[] not null,
    primary key (campaign_id, id),
    unique (campaign_id, zones)
);
call wall_off('zone_set');
grant select, insert on zone_set to ${app};

create table voter (
    campaign_id   bigint not null references campaign,
    id            bigint generated always as identity,
    -- the voter's id in the file that they came from
    external_id   text check (external_id <> ''),
    first_name    text not null default '',
    middle_name   text not null default '',
    last_name     text not null default '',
    suffix        text not null default '',
    address       text not null default '',
    city          text not null default '',
    state         text not null default '',
    zip           text not null default '',
    -- as of the import
    age           smallint check (age between 0 and 130),
    language      text not null default '',
    email         text not null default '',
    -- what the address decides of the voter's time zone (R7)
    address_zones bigint not null,
    -- what else the file says, by column
    attributes    jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object'),
    created_at    timestamptz not null default now(),
    primary key (campaign_id, id),
    unique (campaign_id, external_id),
    foreign key (campaign_id, address_zones) references zone_set (campaign_id, id)
);
call wall_off('voter');
grant select, insert, update on voter to ${app};

-- A number of the campaign, and what the facts make of it across all projects (the core's Standing). Written only
-- by the one function of the core, from the valid rows of its history (R21).
create table phone (
    campaign_id      bigint not null references campaign,
    id               bigint generated always as identity,
    number           text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
    -- what the number itself says of its zones
    number_zones     bigint not null,
    -- all it may be in, its voters' addresses considered
    zones            bigint not null,
    status           text not null default 'ACTIVE' check (status in
        ('ACTIVE', 'COMPLETED', 'VOICEMAIL_LEFT', 'REFUSED', 'DO_NOT_CALL', 'UNRESOLVED')),
    attempts         integer not null default 0 check (attempts >= 0),
    not_before       timestamptz,
    rejoined_at      timestamptz,
    callback_project bigint,
    callback_by      bigint,
    callback_at      timestamptz,
    -- latest attempt by project (R9): {"<project>": microseconds since 1970}
    last_called      jsonb not null default '{}' check (jsonb_typeof(last_called) = 'object'),
    created_at       timestamptz not null default now(),
    primary key (campaign_id, id),
    unique (campaign_id, number),
    foreign key (campaign_id, number_zones) references zone_set (campaign_id, id),
    foreign key (campaign_id, zones) references zone_set (campaign_id, id),
    foreign key (campaign_id, callback_project) references project (campaign_id, id),
    foreign key (campaign_id, callback_by) references app_user (campaign_id, id),
    check (num_nulls(callback_project, callback_by, callback_at) in (0, 3))
);
call wall_off('phone');
grant select, insert, update on phone to ${app};

create table link (
    campaign_id bigint not null,
    voter_id    bigint not null,
    phone_id    bigint not null,
    score       smallint not null check (score between 0 and 100),
    source      text not null,
    -- wrong number for this voter (R16)
    wrong       boolean not null default false,
    primary key (campaign_id, voter_id, phone_id),
    foreign key (campaign_id, voter_id) references voter (campaign_id, id),
    foreign key (campaign_id, phone_id) references phone (campaign_id, id)
);
create index link_phone on link (campaign_id, phone_id);
call wall_off('link');
grant select, insert, update, delete on link to ${app};

-- Whom a project wants to reach.
create table target (
    campaign_id bigint not null,
    project_id  bigint not null,
    voter_id    bigint not null,
    done        boolean not null default false,
    primary key (campaign_id, project_id, voter_id),
    foreign key (campaign_id, project_id) references project (campaign_id, id),
    foreign key (campaign_id, voter_id) references voter (campaign_id, id)
);
create index target_voter on target (campaign_id, voter_id);
call wall_off('target');
grant select, insert, update, delete on target to ${app};
